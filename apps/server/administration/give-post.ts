/** The security officer gives a post: role, unit and place, for somebody else, inside his own places. */
import { type DivisionCode, type Reason, dayOf } from '@xinlu/kernel/basis'
import { type Actor, dutyOf, reaches } from '@xinlu/kernel/access'
import { type Tx, insertPost } from '@xinlu/kernel/access/server'
import { type InputOf, notFound, refusedInput } from '@xinlu/kernel/commands'
import { command } from '@xinlu/kernel/commands/server'
import * as contract from './contract.ts'
import { permissions } from './permissions.ts'
import { fitsPlace, fitsShortList } from './post-place.ts'
import { accountEnded, dutyDiffers, notOneself } from './problems.ts'
import { type AccountFound, findAccount, knownPlaces } from './store.ts'

/** 授予岗位. */
export const givePost = command(contract.givePost, {
  may: permissions.givePosts,
  async subject(tx, { actor, input }) {
    const account = await findAccount(tx, actor, input.account)
    if (!account) throw notFound({ what: '这个账号' })
    return { account, division: input.division }
  },
  async run(tx, { actor, input, subject, now }) {
    refuseUnfitAccount(actor, subject.account, input)
    const reasons = await reasonsAgainst(tx, actor, input)
    if (reasons.length > 0) throw refusedInput(undefined, { reasons })
    const { post, account, role, unit, division, extra, fromOn = dayOf(now) } = input
    await insertPost(tx, { id: post, account, role, unit, division, extra, fromOn, byAccount: actor.account })
    return {}
  },
  audit: ({ input }) => ({
    subjectKind: 'post',
    subject: input.post,
    division: input.division,
    detail: { account: input.account, role: input.role, unit: input.unit, extra: input.extra },
  }),
})

type Given = InputOf<typeof contract.givePost>

function refuseUnfitAccount(actor: Actor, account: AccountFound, { role }: Given): void {
  if (account.id === actor.account) throw notOneself()
  if (account.endedAt) throw accountEnded()
  if (dutyOf(role) !== account.duty) throw dutyDiffers()
}

async function reasonsAgainst(tx: Tx, actor: Actor, { role, division, extra }: Given): Promise<Reason[]> {
  const known = await knownPlaces(tx, [division, ...extra])
  const reasons: Reason[] = []
  const add = (path: string, message: string) =>
    reasons.push({ code: `administration.${path}`, message, path })
  if (!fitsPlace(role, division))
    add('division', '岗位的级别与地方不符：村岗到村，乡岗到乡镇，县岗到县，市岗到市。')
  if (!known.has(division)) add('division', `区划中没有 ${division}，或它已撤并。`)
  for (const code of extra) {
    if (!fitsShortList(code)) add('extra', `另管的只能是乡镇或村，${code} 不是。`)
    if (!known.has(code)) add('extra', `区划中没有 ${code}，或它已撤并。`)
    if (!reaches(actor, code)) add('extra', `${code} 不在您的管辖范围内。`)
  }
  if (new Set<DivisionCode>(extra).size < extra.length) add('extra', '另管的地方有重复。')
  return reasons
}
