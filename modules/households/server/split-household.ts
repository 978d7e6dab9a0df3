/** 分户. */
import { command } from '@xinlu/kernel/commands/server'
import { splitHousehold as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { headLeaves, nobodyStays, relationsIncomplete } from '../problems.ts'
import { mustBePossible } from './days.ts'
import { doubtsOf, finishAct } from './finish-act.ts'
import { readPhone } from './read-numbers.ts'
import { mustBeCurrent, subjectHousehold } from './reference.ts'
import { mustHaveHeads, rejoin } from './rejoin.ts'
import { copyStanding, insertHousehold } from './store/household.ts'
import { latestJoining, listOpenPeople } from './store/person.ts'

/** Makes some members a household of their own; kind and monitoring go with both, because they were found for all. */
export const splitHousehold = command(contract, {
  may: households.arrange,
  subject: (tx, { input }) => subjectHousehold(tx, input),
  async run(tx, asked) {
    const { actor, input, keys, now, subject } = asked
    mustBeCurrent(subject, input)
    const { county, division } = subject
    const ref = { county, household: subject.id }
    const newRef = { county, household: input.newHousehold }
    const members = (await listOpenPeople(tx, county, subject.id)).map(({ person }) => person)
    const leaving = input.people.map((one) => one.person)
    if (new Set(leaving).size !== leaving.length)
      throw relationsIncomplete({ what: '有人被填写了两次，请核对。' })
    if (!leaving.every((id) => members.some((member) => member.id === id))) {
      throw relationsIncomplete({ what: '分出的人里有现在不是这一户成员的，请刷新户档。' })
    }
    if (leaving.length === members.length) throw nobodyStays()
    if (subject.head && leaving.includes(subject.head))
      throw headLeaves({ name: subject.headName ?? '这个人' })
    mustHaveHeads(input.people, 1)
    const since = await latestJoining(tx, county, leaving)
    mustBePossible(input.onDay, now, since && { day: since, what: '成员加入本户的日期' })

    const before = await doubtsOf(tx, ref, now)
    await insertHousehold(tx, {
      county,
      division,
      id: input.newHousehold,
      code: input.code ?? null,
      address: input.address ?? null,
      ...(input.phone === undefined ? {} : readPhone(keys, input.phone, 'phone')),
      ...copyStanding(subject),
      source: '分户',
      notedBy: actor.account,
      notedAt: now,
    })
    await rejoin(tx, input.people, {
      ...newRef,
      division,
      onDay: input.onDay,
      by: actor.account,
      out: 'split',
      in: 'split',
    })
    const { onDay } = input
    const told = { act: 'split' as const, onDay, before }
    const { ver } = await finishAct(tx, asked, {
      ...told,
      ref,
      detail: { into: newRef.household, people: leaving },
    })
    await finishAct(tx, asked, { ...told, ref: newRef, detail: { from: subject.id, people: leaving } })
    return { ...ref, ver, newHousehold: newRef.household }
  },
  audit: ({ input, subject }) => ({
    subjectKind: 'household',
    subject: subject.id,
    division: subject.division,
    detail: {
      newHousehold: input.newHousehold,
      people: input.people.map((one) => one.person),
      onDay: input.onDay,
    },
  }),
})
