/** 待接收的迁移. */
import type { DivisionCode } from '@xinlu/kernel/basis'
import { can } from '@xinlu/kernel/access'
import { markForms, pageOf, query, readMark } from '@xinlu/kernel/commands/server'
import { listMoves as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { listWaitingMoves } from './store/move.ts'

/** Lists the moves that wait, and says which of them this actor can complete. */
export const listMoves = query(contract, {
  may: households.read,
  async run(tx, { actor, input }) {
    const mark = readMark(input.after, markForms.instant, markForms.id)
    const found = await listWaitingMoves(tx, actor, mark && { at: mark[0], id: mark[1] }, input.size)
    const { rows, next } = pageOf(found, input.size, (row) => [row.at.toISOString(), row.id])
    return {
      rows: rows.map((row) => ({
        county: row.county,
        move: row.id,
        household: row.household,
        headName: row.headName,
        from: row.division,
        to: row.toDivision,
        reason: row.reason,
        onDay: row.onDay,
        byName: row.byName,
        canReceive: can(actor, households.move, row.toDivision as DivisionCode),
      })),
      next,
    }
  },
})
