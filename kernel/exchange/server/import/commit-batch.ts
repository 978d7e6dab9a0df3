/** Writes a previewed batch into the registers. */
import type { Tx } from '../../../access/server/index.ts'
import type { Batch } from '../../batch.ts'
import { wrongState } from '../../problems.ts'
import { allowLong } from './allow-long.ts'
import type { ImportTarget } from './import-target.ts'
import { changeBatch } from './store.ts'

/**
 * Writes rows, before-images and state in the caller's transaction, whose command adds the audit entry: all of it or
 * nothing. Rows with errors stay behind, rows in doubt go to the queue. Throws `wrongState` for a batch that does not
 * wait to be confirmed and `previewStale` when the preview no longer holds. `batch` must be locked.
 */
export async function commitBatch(tx: Tx, target: ImportTarget, batch: Batch): Promise<Batch> {
  if (batch.state !== 'previewed') throw wrongState({ state: batch.state, act: '入库' })
  await allowLong(tx)
  await target.commit(tx, batch)
  await changeBatch(tx, batch, ['previewed'], { state: 'committed', stamp: 'committedAt' })
  return { ...batch, state: 'committed' }
}
