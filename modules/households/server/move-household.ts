/** 迁移: at once where the actor covers both places, else waiting for somebody who does. */
import { reaches } from '@xinlu/kernel/access'
import { type Command, command } from '@xinlu/kernel/commands/server'
import { moveHousehold as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { alreadyThere, moveWaiting, notVillage } from '../problems.ts'
import { carryOutMove } from './carry-out-move.ts'
import { mustBePossible } from './days.ts'
import { finishAct } from './finish-act.ts'
import type { Follower } from './follower.ts'
import { mustBeCurrent, refOf, subjectHousehold } from './reference.ts'
import { latestJoiningOf } from './store/person.ts'
import { insertMove, isMoveWaiting, isVillageToday } from './store/move.ts'

/** Moves a household, or sends it on its way; what `followers` keep about it comes along. */
export const moveHousehold = (followers: readonly Follower[]): Command =>
  command(contract, {
    may: households.move,
    subject: (tx, { input }) => subjectHousehold(tx, input),
    async run(tx, asked) {
      const { actor, input, now, subject } = asked
      mustBeCurrent(subject, input)
      const { to, reason, onDay } = input
      if (!(await isVillageToday(tx, to))) throw notVillage()
      if (to === subject.division) throw alreadyThere()
      if (await isMoveWaiting(tx, refOf(subject))) throw moveWaiting()
      const since = await latestJoiningOf(tx, subject.county, subject.id)
      mustBePossible(onDay, now, since && { day: since, what: '成员加入本户的日期' })
      if (reaches(actor, to)) {
        const moved = await carryOutMove(tx, asked, subject, to, { onDay, reason, followers })
        return {
          county: moved.county,
          household: moved.id,
          ver: moved.ver,
          state: 'done' as const,
          move: null,
        }
      }
      const ref = refOf(subject)
      const move = await insertMove(tx, actor, { ref, from: subject.division, to, reason, onDay })
      const done = { ref, act: 'moveSent' as const, onDay, detail: { to, reason }, before: 'all' as const }
      const { ver } = await finishAct(tx, { ...asked, input: {} }, done)
      return { ...ref, ver, state: 'waiting' as const, move }
    },
    audit: ({ input, subject, answer }) => ({
      subjectKind: 'household',
      subject: subject.id,
      division: subject.division,
      detail: { to: input.to, state: answer.state, household: answer.household, onDay: input.onDay },
    }),
  })
