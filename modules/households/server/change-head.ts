/** 户主变更. */
import { command } from '@xinlu/kernel/commands/server'
import { changeHead as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { notMember } from '../problems.ts'
import { mustBePossible } from './days.ts'
import { doubtsOf, finishAct } from './finish-act.ts'
import { mustBeCurrent, subjectHousehold } from './reference.ts'
import { mustHaveHeads, mustNameEverybody, rejoin } from './rejoin.ts'
import { latestJoining, listOpenPeople } from './store/person.ts'

/** Makes another member the head; the relations of all others are said anew, because each is a relation to the head. */
export const changeHead = command(contract, {
  may: households.arrange,
  subject: (tx, { input }) => subjectHousehold(tx, input),
  async run(tx, asked) {
    const { actor, input, now, subject } = asked
    mustBeCurrent(subject, input)
    const { county, division } = subject
    const ref = { county, household: subject.id }
    const members = (await listOpenPeople(tx, county, subject.id)).map(({ person }) => person.id as string)
    if (!members.includes(input.head)) throw notMember({ what: '新户主' })
    mustNameEverybody(
      input.people,
      members.filter((id) => id !== input.head),
    )
    mustHaveHeads(input.people, 0)
    const since = await latestJoining(tx, county, members)
    mustBePossible(input.onDay, now, since && { day: since, what: '成员加入本户的日期' })

    const before = await doubtsOf(tx, ref, now)
    const people = [{ person: input.head, relation: 'head' as const }, ...input.people]
    const to = { ...ref, division, onDay: input.onDay, by: actor.account }
    await rejoin(tx, people, { ...to, out: 'headChange', in: 'headChange' })
    const detail = { from: subject.head, to: input.head }
    const done = { ref, act: 'headChanged' as const, onDay: input.onDay, person: input.head, detail, before }
    const { ver } = await finishAct(tx, asked, done)
    return { ...ref, ver }
  },
  audit: ({ input, subject }) => ({
    subjectKind: 'household',
    subject: subject.id,
    division: subject.division,
    detail: { from: subject.head, to: input.head, onDay: input.onDay },
  }),
})
