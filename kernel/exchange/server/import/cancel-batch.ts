/** Gives up a batch that is not committed. */
import type { Tx } from '../../../access/server/index.ts'
import type { Batch, BatchState } from '../../batch.ts'
import { wrongState } from '../../problems.ts'
import { changeBatch, clearStaged } from './store.ts'

const cancellable: readonly BatchState[] = ['uploaded', 'checking', 'previewed', 'failed']

/** Cancels a batch and deletes its staged rows; a running check notices within a second and rolls itself back. */
export async function cancelBatch(tx: Tx, batch: Batch): Promise<Batch> {
  const done = await changeBatch(tx, batch, cancellable, { state: 'cancelled', lease: 'end' })
  if (!done) throw wrongState({ state: batch.state, act: '取消' })
  await clearStaged(tx, batch)
  return { ...batch, state: 'cancelled' }
}
