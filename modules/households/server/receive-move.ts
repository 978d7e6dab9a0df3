/** 接收迁移: somebody who covers both places completes a waiting move. */
import { type DivisionCode, type Day } from '@xinlu/kernel/basis'
import { reaches } from '@xinlu/kernel/access'
import { forbidden, notFound } from '@xinlu/kernel/commands'
import { type Command, command } from '@xinlu/kernel/commands/server'
import { receiveMove as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { moveClosed, notVillage } from '../problems.ts'
import { carryOutMove } from './carry-out-move.ts'
import type { Follower } from './follower.ts'
import { mustBeCurrent, subjectHousehold } from './reference.ts'
import { closeMove, isVillageToday, lockMove } from './store/move.ts'

/** Completes a waiting move; both its ends must lie in the actor's places. */
export const receiveMove = (followers: readonly Follower[]): Command =>
  command(contract, {
    may: households.move,
    async subject(tx, { input }) {
      const move = await lockMove(tx, input.county, input.move)
      if (!move) throw notFound({ what: '这项迁移' })
      return { ...move, division: move.division as DivisionCode, to: move.toDivision as DivisionCode }
    },
    async run(tx, asked) {
      const { actor, subject: move } = asked
      if (move.state !== 'waiting') throw moveClosed()
      if (!reaches(actor, move.to)) throw forbidden({ label: `接收迁往${move.to}的户` })
      if (!(await isVillageToday(tx, move.to))) throw notVillage()
      const household = await subjectHousehold(tx, move)
      mustBeCurrent(household, { ver: household.ver })
      const moved = await carryOutMove(tx, asked, household, move.to, {
        onDay: move.onDay as Day,
        reason: move.reason,
        followers,
      })
      await closeMove(tx, move.county, move.id, 'done', actor.account)
      return { county: moved.county, household: moved.id, ver: moved.ver }
    },
    audit: ({ subject, answer }) => ({
      subjectKind: 'household',
      subject: subject.household,
      division: subject.division,
      detail: { move: subject.id, to: subject.to, household: answer.household },
    }),
  })
