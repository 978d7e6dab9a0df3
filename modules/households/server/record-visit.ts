/** 登记走访. */
import { staleVersion } from '@xinlu/kernel/commands'
import { command } from '@xinlu/kernel/commands/server'
import { recordVisit as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { notMember } from '../problems.ts'
import { mustBePossible } from './days.ts'
import { doubtsOf, finishAct } from './finish-act.ts'
import { mustBeCurrent, refOf, subjectHousehold } from './reference.ts'
import { changeHousehold } from './store/household.ts'
import { changePerson, lockPerson } from './store/person.ts'

/** Records what a visit found; only what is sent changes, and a visit that changes nothing is recorded all the same. */
export const recordVisit = command(contract, {
  may: households.record,
  subject: (tx, { input }) => subjectHousehold(tx, input),
  async run(tx, asked) {
    const { actor, input, now, subject } = asked
    mustBeCurrent(subject, input)
    mustBePossible(input.onDay, now)
    const ref = refOf(subject)
    const before = await doubtsOf(tx, ref, now)
    const people = input.people ?? []
    for (const { person, ver, facts } of people) {
      const found = await lockPerson(tx, ref.county, person)
      if (found?.person.household !== subject.id) throw notMember({ what: '走访登记的一个人' })
      if (found.person.ver !== ver) {
        const extra = { theirs: found.person, yours: facts, person }
        throw staleVersion({ what: `${found.person.name}的资料` }, { extra })
      }
      await changePerson(tx, ref.county, person, facts)
    }
    // A later visit may be typed in before an earlier one.
    const visitedOn =
      subject.visitedOn !== null && subject.visitedOn > input.onDay ? subject.visitedOn : input.onDay
    await changeHousehold(tx, ref, { ...input.facts, visitedOn, notedBy: actor.account, notedAt: now })
    const detail = {
      changed: Object.keys(input.facts ?? {}),
      people: people.map(({ person, facts }) => ({ person, changed: Object.keys(facts) })),
      ...(input.note === undefined ? {} : { note: input.note }),
    }
    const { ver } = await finishAct(tx, asked, { ref, act: 'visited', onDay: input.onDay, detail, before })
    return { ...ref, ver }
  },
  audit: ({ input, subject }) => ({
    subjectKind: 'household',
    subject: subject.id,
    division: subject.division,
    detail: {
      onDay: input.onDay,
      changed: Object.keys(input.facts ?? {}),
      people: (input.people ?? []).map(({ person, facts }) => ({ person, changed: Object.keys(facts) })),
    },
  }),
})
