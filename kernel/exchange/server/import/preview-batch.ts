/** Judges the staged rows of a batch again, by what the registers hold now. */
import type { Tx } from '../../../access/server/index.ts'
import type { Batch } from '../../batch.ts'
import { wrongState } from '../../problems.ts'
import { allowLong } from './allow-long.ts'
import type { ImportTarget } from './import-target.ts'
import { changeStaged } from './judged.ts'
import { changeBatch, countVerdicts } from './store.ts'

/** Answers the batch with fresh counts; throws `wrongState` unless it waits to be confirmed. */
export async function previewBatch(tx: Tx, target: ImportTarget, batch: Batch): Promise<Batch> {
  if (batch.state !== 'previewed') throw wrongState({ state: batch.state, act: '重新核对' })
  await allowLong(tx)
  if (await target.resolve(tx, batch, 'exchange.staged')) await changeStaged(tx, batch)
  const counts = await countVerdicts(tx, batch)
  await changeBatch(tx, batch, ['previewed'], { counts, stamp: 'previewedAt' })
  return { ...batch, counts }
}
