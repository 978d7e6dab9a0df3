/** 增加人口. */
import { command } from '@xinlu/kernel/commands/server'
import { addMember as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { mustBePossible } from './days.ts'
import { doubtsOf, finishAct } from './finish-act.ts'
import { putPerson } from './put-person.ts'
import { mustBeCurrent, subjectHousehold } from './reference.ts'
import { openMembership } from './store/member.ts'

/** Adds somebody to a household, with the reason for coming in. */
export const addMember = command(contract, {
  may: households.changeMembers,
  subject: (tx, { input }) => subjectHousehold(tx, input),
  async run(tx, asked) {
    const { actor, input, now, subject } = asked
    mustBeCurrent(subject, input)
    mustBePossible(input.onDay, now)
    const ref = { county: subject.county, household: subject.id }
    const place = { county: subject.county, division: subject.division }
    const before = await doubtsOf(tx, ref, now)
    const person = await putPerson(tx, asked, place, input.person)
    const { relation, reason, onDay } = input
    await openMembership(tx, {
      ...place,
      household: subject.id,
      person,
      relation,
      reason,
      onDay,
      by: actor.account,
    })
    const detail = { relation, reason }
    const { ver } = await finishAct(tx, asked, { ref, act: 'memberAdded', onDay, person, detail, before })
    return { ...ref, ver, person }
  },
  audit: ({ input, subject, answer }) => ({
    subjectKind: 'household',
    subject: subject.id,
    division: subject.division,
    detail: { person: answer.person, relation: input.relation, reason: input.reason, onDay: input.onDay },
  }),
})
