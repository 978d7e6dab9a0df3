/** Takes a committed batch back within the time the office has set. */
import type { Tx } from '../../../access/server/index.ts'
import type { Batch } from '../../batch.ts'
import { tooLateToUndo, wrongState } from '../../problems.ts'
import { allowLong } from './allow-long.ts'
import type { ImportTarget } from './import-target.ts'
import { changeBatch, undoHours } from './store.ts'

/**
 * Restores what the batch changed and deletes what it made, in the caller's transaction. Throws `tooLateToUndo` after
 * the hours of the setting, and `changedSince` when somebody worked on a row after it. `batch` must be locked.
 */
export async function undoBatch(tx: Tx, target: ImportTarget, batch: Batch, now: Date): Promise<Batch> {
  if (batch.state !== 'committed' || !batch.committedAt) throw wrongState({ state: batch.state, act: '撤销' })
  const hours = await undoHours(tx, batch.division)
  if (now.getTime() - batch.committedAt.getTime() > hours * 3_600_000) throw tooLateToUndo({ hours })
  await allowLong(tx)
  await target.undo(tx, batch)
  await changeBatch(tx, batch, ['committed'], { state: 'undone', stamp: 'undoneAt' })
  return { ...batch, state: 'undone' }
}
