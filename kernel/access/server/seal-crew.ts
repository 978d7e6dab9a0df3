/** A few worker threads that share the sealing of a long list. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { KeyRing } from './key-ring.ts'
import type { IndexKind, SealedValue } from './keys.ts'
import { type SealedBatch, cutBatch } from './seal-batch.ts'

/** Seals lists. `close` lets the lists under way end, then stops every worker it started. */
export interface SealCrew {
  seal(kind: IndexKind, values: readonly string[]): Promise<SealedValue[]>
  close(): Promise<void>
}

interface Waiting {
  done: Promise<unknown>
  resolve(batch: SealedBatch): void
  reject(error: Error): void
}

interface Mate {
  seal(kind: IndexKind, values: readonly string[]): Promise<SealedBatch>
  close(): Promise<void>
}

// Long lists go in pieces, so that the answers of one piece are used while the next is sealed.
const PIECE = 5000
const MOST_WORKERS = 4

/** Starts the workers with the ring's current keys. */
export function startSealCrew(
  ring: KeyRing,
  workers = Math.min(availableParallelism(), MOST_WORKERS),
): SealCrew {
  const mates = Array.from({ length: workers }, () => startMate(ring))
  return {
    async seal(kind, values) {
      const size = Math.min(PIECE, Math.ceil(values.length / mates.length))
      const pieces = Array.from({ length: Math.ceil(values.length / size) }, (_, i) => i)
      const work = pieces.map((i) => {
        return mates[i % mates.length]!.seal(kind, values.slice(i * size, (i + 1) * size))
      })
      return (await Promise.all(work)).flatMap(cutBatch)
    },
    async close() {
      await Promise.all(mates.map((mate) => mate.close()))
    },
  }
}

function startMate(ring: KeyRing): Mate {
  const workerData = { data: ring.data.get(ring.current), index: ring.index }
  const worker = new Worker(new URL('./seal-worker.ts', import.meta.url), {
    workerData,
    // A piece is a few megabytes, all of it soon garbage: left alone, a mate lets a hundred of them lie.
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 96 },
  })
  const waiting = new Map<number, Waiting>()
  let next = 0
  let ended: Error | undefined
  const end = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', ({ id, ...batch }: SealedBatch & { id: number }) => {
    waiting.get(id)?.resolve(batch)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
  })
  worker.on('error', end)
  worker.on('exit', () => end(new Error('the sealing worker has ended')))
  // An idle worker must not keep a finished command line tool alive; a busy one must.
  worker.unref()
  return {
    seal(kind, values) {
      if (ended) return Promise.reject(ended)
      const id = (next += 1)
      const done = new Promise<SealedBatch>((resolve, reject) => {
        // The promise is not there yet inside its own maker, so it is filled in below.
        waiting.set(id, { done: Promise.resolve(), resolve, reject })
      })
      waiting.get(id)!.done = done
      worker.ref()
      worker.postMessage({ id, kind, values })
      return done
    },
    async close() {
      await Promise.allSettled([...waiting.values()].map(({ done }) => done))
      await worker.terminate()
    },
  }
}
