/** The security officer takes a post back; whoever works in it is out at the next request. */
import { type Day, dayOf } from '@xinlu/kernel/basis'
import { closePost } from '@xinlu/kernel/access/server'
import { notFound, staleVersion } from '@xinlu/kernel/commands'
import { command } from '@xinlu/kernel/commands/server'
import * as contract from './contract.ts'
import { permissions } from './permissions.ts'
import { notOneself, postEnded } from './problems.ts'
import { findPost } from './store.ts'

/** 收回岗位. */
export const endPost = command(contract.endPost, {
  may: permissions.givePosts,
  async subject(tx, { actor, input, now }) {
    const post = await findPost(tx, actor, input.post)
    if (!post) throw notFound({ what: '这个岗位' })
    if (post.account === actor.account) throw notOneself()
    if (post.toOn && post.toOn <= dayOf(now)) throw postEnded()
    if (post.ver !== input.ver) throw staleVersion({ what: '这个岗位' }, { extra: { ver: post.ver } })
    return post
  },
  async run(tx, { subject, now }) {
    await closePost(tx, subject, later(subject.fromOn, dayOf(now)))
    return {}
  },
  audit: ({ subject }) => ({
    subjectKind: 'post',
    subject: subject.id,
    division: subject.division,
    detail: { account: subject.account, role: subject.role },
  }),
})

// A post that has not begun ends on the day it would have: it was never held.
function later(a: Day, b: Day): Day {
  return a > b ? a : b
}
