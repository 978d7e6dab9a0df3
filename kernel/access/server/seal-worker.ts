/** The worker thread that seals and indexes a batch of values. */
import type { KeyObject } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import type { IndexKind } from './keys.ts'
import { sealBatch } from './seal-batch.ts'
import type { DataKey } from './seal.ts'

const keys = workerData as { data: DataKey; index: Record<IndexKind, KeyObject> }

parentPort!.on('message', ({ id, kind, values }: { id: number; kind: IndexKind; values: string[] }) => {
  const batch = sealBatch(keys.data, keys.index[kind], values)
  // Moved, not copied: a batch of an import is megabytes.
  parentPort!.postMessage({ id, ...batch }, [batch.bytes, batch.ends])
})
