/** 减少人口. */
import { command } from '@xinlu/kernel/commands/server'
import { removeMember as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { headLeaves, notMember } from '../problems.ts'
import { mustBePossible } from './days.ts'
import { doubtsOf, finishAct } from './finish-act.ts'
import { mustBeCurrent, subjectHousehold } from './reference.ts'
import { closeMembership, openSince } from './store/member.ts'

/** Takes somebody out of a household, with the reason; the last one's leaving closes the household. */
export const removeMember = command(contract, {
  may: households.changeMembers,
  subject: (tx, { input }) => subjectHousehold(tx, input),
  async run(tx, asked) {
    const { input, now, subject } = asked
    mustBeCurrent(subject, input)
    const { person, reason, onDay } = input
    const since = await openSince(tx, subject.county, subject.id, person)
    if (since === undefined) throw notMember({ what: '这个人' })
    mustBePossible(onDay, now, { day: since, what: '加入本户的日期' })
    if (subject.head === person && subject.size > 1) throw headLeaves({ name: subject.headName ?? '这个人' })
    const ref = { county: subject.county, household: subject.id }
    const before = await doubtsOf(tx, ref, now)
    const state = reason === 'died' ? 'dead' : 'left'
    await closeMembership(tx, { county: subject.county, person, reason, onDay, state })
    const detail = { reason, ...(input.note === undefined ? {} : { note: input.note }) }
    const { ver } = await finishAct(tx, asked, { ref, act: 'memberRemoved', onDay, person, detail, before })
    return { ...ref, ver }
  },
  audit: ({ input, subject }) => ({
    subjectKind: 'household',
    subject: subject.id,
    division: subject.division,
    detail: { person: input.person, reason: input.reason, onDay: input.onDay },
  }),
})
