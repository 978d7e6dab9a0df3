/** 合户. */
import { notFound } from '@xinlu/kernel/commands'
import { command } from '@xinlu/kernel/commands/server'
import { mergeHouseholds as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { sameHousehold } from '../problems.ts'
import { mustBePossible } from './days.ts'
import { doubtsOf, finishAct } from './finish-act.ts'
import { mustBeCurrent, subjectHousehold } from './reference.ts'
import { mustHaveHeads, mustNameEverybody, rejoin } from './rejoin.ts'
import { changeHousehold, lockHousehold } from './store/household.ts'
import { latestJoining, listOpenPeople } from './store/person.ts'

/** Brings all members of a household into another one of the county; the first is closed and points to the second. */
export const mergeHouseholds = command(contract, {
  may: households.arrange,
  async subject(tx, { input }) {
    if (input.household === input.into) throw sameHousehold()
    return subjectHousehold(tx, input)
  },
  async run(tx, asked) {
    const { actor, input, now, subject } = asked
    const ref = { county: subject.county, household: subject.id }
    const intoRef = { county: subject.county, household: input.into }
    // What this scope does not see cannot be joined: the row policy is the guard of the second place.
    const into = await lockHousehold(tx, intoRef)
    if (!into) throw notFound({ what: '要并入的户' })
    mustBeCurrent(subject, input)
    mustBeCurrent(into, { ver: input.intoVer })
    const members = (await listOpenPeople(tx, ref.county, subject.id)).map(({ person }) => person.id)
    mustNameEverybody(input.people, members)
    mustHaveHeads(input.people, 0)
    const since = await latestJoining(tx, ref.county, members)
    mustBePossible(input.onDay, now, since && { day: since, what: '成员加入本户的日期' })

    const before = [...(await doubtsOf(tx, ref, now)), ...(await doubtsOf(tx, intoRef, now))]
    const to = { ...intoRef, division: into.division, onDay: input.onDay, by: actor.account }
    await rejoin(tx, input.people, { ...to, out: 'merged', in: 'merged' })
    await changeHousehold(tx, ref, { state: 'merged', successor: into.id, successorCounty: into.county })
    const told = { act: 'merged' as const, onDay: input.onDay, before }
    await finishAct(tx, asked, { ...told, ref, detail: { into: into.id, people: members } })
    const { ver } = await finishAct(tx, asked, {
      ...told,
      ref: intoRef,
      detail: { from: subject.id, people: members },
    })
    return { ...intoRef, ver }
  },
  audit: ({ input, subject }) => ({
    subjectKind: 'household',
    subject: subject.id,
    division: subject.division,
    detail: { into: input.into, people: input.people.map((one) => one.person), onDay: input.onDay },
  }),
})
