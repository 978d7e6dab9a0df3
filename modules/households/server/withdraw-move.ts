/** 撤回迁移. */
import type { DivisionCode } from '@xinlu/kernel/basis'
import { dayOf } from '@xinlu/kernel/basis'
import { notFound } from '@xinlu/kernel/commands'
import { command } from '@xinlu/kernel/commands/server'
import { withdrawMove as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { moveClosed } from '../problems.ts'
import { insertEvent } from './store/event.ts'
import { closeMove, lockMove } from './store/move.ts'

/** Ends a waiting move; the household stays where it is. */
export const withdrawMove = command(contract, {
  may: households.move,
  async subject(tx, { input }) {
    const move = await lockMove(tx, input.county, input.move)
    if (!move) throw notFound({ what: '这项迁移' })
    return { ...move, division: move.division as DivisionCode }
  },
  async run(tx, { actor, now, subject: move }) {
    if (move.state !== 'waiting') throw moveClosed()
    await closeMove(tx, move.county, move.id, 'withdrawn', actor.account)
    const ref = { county: move.county, household: move.household }
    const told = { ref, division: move.division, act: 'moveWithdrawn' as const, onDay: dayOf(now) }
    await insertEvent(tx, actor, { ...told, detail: { move: move.id } })
    return { move: move.id }
  },
  audit: ({ subject }) => ({
    subjectKind: 'household',
    subject: subject.household,
    division: subject.division,
    detail: { move: subject.id },
  }),
})
