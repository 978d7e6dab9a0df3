/** 新建户档. */
import { countyOf } from '@xinlu/kernel/basis'
import { command } from '@xinlu/kernel/commands/server'
import { registerHousehold as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { notVillage } from '../problems.ts'
import { mustBePossible } from './days.ts'
import { finishAct } from './finish-act.ts'
import { putPerson } from './put-person.ts'
import { readPhone } from './read-numbers.ts'
import { insertHousehold } from './store/household.ts'
import { openMembership } from './store/member.ts'
import { isVillageToday } from './store/move.ts'

/** Registers a household with its head in a village. */
export const registerHousehold = command(contract, {
  may: households.register,
  subject: async (_tx, { input }) => ({ division: input.division }),
  async run(tx, asked) {
    const { actor, input, keys, now } = asked
    mustBePossible(input.onDay, now)
    if (!(await isVillageToday(tx, input.division))) throw notVillage()
    const place = { county: countyOf(input.division), division: input.division }
    await insertHousehold(tx, {
      ...place,
      id: input.household,
      code: input.code ?? null,
      kind: input.kind,
      groupName: input.groupName ?? null,
      address: input.address ?? null,
      ...(input.phone === undefined ? {} : readPhone(keys, input.phone, 'phone')),
      source: '户档登记',
      notedBy: actor.account,
      notedAt: now,
    })
    const person = await putPerson(tx, asked, place, input.head, 'head')
    const joining = { ...place, household: input.household, person, onDay: input.onDay, by: actor.account }
    await openMembership(tx, { ...joining, relation: 'head', reason: 'firstEntry' })
    const ref = { county: place.county, household: input.household }
    const { ver } = await finishAct(tx, asked, {
      ref,
      act: 'registered',
      onDay: input.onDay,
      person,
      before: [],
    })
    return { ...ref, ver }
  },
  audit: ({ input }) => ({
    subjectKind: 'household',
    subject: input.household,
    division: input.division,
    detail: { onDay: input.onDay, kind: input.kind },
  }),
})
