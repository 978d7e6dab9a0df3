/** Checks files while their senders go on working. */
import { access, copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { defineProblem } from '../../basis/index.ts'
import type { Actor } from '../../access/index.ts'
import type { Batch } from '../batch.ts'
import type { ExchangeBench } from './bench.ts'
import { checkBatch } from './import/check-batch.ts'
import type { ImportTarget } from './import/import-target.ts'

/** The file of an interrupted check is gone, so it has to be sent again. */
export const fileGone = defineProblem(409, 'exchange.file-gone', () => '原文件已不在服务器上，请重新上传。')

/** The checks under way in this process. */
export interface BackgroundChecks {
  /** Keeps the file and begins the check; answers when the file is kept. */
  begin(
    actor: Actor,
    target: ImportTarget,
    batch: Batch,
    file: { path: string; sheet?: string },
    now: Date,
  ): Promise<void>
  /** Throws `fileGone` when the file of a batch is not here any more. */
  mustBeKept(batch: Batch): Promise<void>
  /** Begins the check of a kept file again; throws `fileGone`. */
  beginAgain(actor: Actor, target: ImportTarget, batch: Batch, now: Date): Promise<void>
  /** Waits until every check under way has ended. */
  settled(): Promise<void>
}

/** Makes the checks of one process. A check that ends takes its file away; only a killed process leaves one. */
export function backgroundChecks(bench: ExchangeBench): BackgroundChecks {
  const running = new Set<Promise<void>>()
  const pathOf = (batch: Batch) => join(bench.spool, batch.id)

  const run = (actor: Actor, target: ImportTarget, batch: Batch, path: string, now: Date, sheet?: string) => {
    const checks = { ...bench, now }
    const work = checkBatch(checks, actor, target, batch, sheet === undefined ? { path } : { path, sheet })
      // What went wrong is kept with the batch, where the sender looks for it.
      .then(
        () => rm(pathOf(batch), { force: true }),
        () => {},
      )
      .then(() => rm(path, { force: true }))
      .finally(() => running.delete(work))
    running.add(work)
  }

  return {
    async begin(actor, target, batch, file, now) {
      await mkdir(bench.spool, { recursive: true, mode: 0o700 })
      await copyFile(file.path, pathOf(batch))
      run(actor, target, batch, pathOf(batch), now, file.sheet)
    },
    async mustBeKept(batch) {
      await access(pathOf(batch)).catch(() => {
        throw fileGone()
      })
    },
    async beginAgain(actor, target, batch, now) {
      // A copy, because the check that ends takes its file away, also one that found another check at work.
      const own = `${pathOf(batch)}.again`
      try {
        await copyFile(pathOf(batch), own)
      } catch {
        throw fileGone()
      }
      run(actor, target, batch, own, now, batch.sheet ?? undefined)
    },
    settled: async () => {
      await Promise.all(running)
    },
  }
}
