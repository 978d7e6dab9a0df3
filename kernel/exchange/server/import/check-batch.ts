/** Checks the file of a batch: reads it once, stages every row, judges all rows together. */
import { dayOf, Problem, type Result, type DivisionCode } from '../../../basis/index.ts'
import type { Actor } from '../../../access/index.ts'
import { withScope, type Database, type Keys } from '../../../access/server/index.ts'
import type { ReadContext } from '../../../ledgers/index.ts'
import type { Batch, BatchState } from '../../batch.ts'
import { wrongState } from '../../problems.ts'
import { openSheet } from '../sheet/open-sheet.ts'
import type { ImportTarget } from './import-target.ts'
import { openRows } from './row-reader.ts'
import { keepStaged } from './judged.ts'
import { openStaging } from './stage-rows.ts'
import { changeBatch, clearStaged, findBatch } from './store.ts'

/** What a check needs besides the batch. */
export interface CheckBench {
  database: Database
  keys: Keys
  now: Date
  /** Finds places by name; without it only codes are read. */
  place?(text: string): Result<DivisionCode>
  reference?: ReadContext['reference']
  /** Stops the check; the batch becomes `cancelled`. */
  signal?: AbortSignal
  /** Told the number of rows read, now and then. */
  progress?(rows: number): void
}

/** The file to check; `sheet` is a wanted sheet, else the first that is not hidden. */
export interface CheckedFile {
  path: string
  sheet?: string
}

/** States from which a check may begin: a fresh batch, one that failed, one whose process died. */
const checkable: readonly BatchState[] = ['uploaded', 'failed', 'checking', 'cancelled']

const millisecondsBetweenSigns = 1000
const longest = { statementMs: 30 * 60_000, workMem: '64MB' }

/**
 * Reads, stages and judges the file in one transaction and answers the batch in the state `previewed`. A file that is
 * not the ledger's throws `sheetRefused` and leaves the batch `failed` with the sentence; cancelled or killed, nothing
 * of it is staged.
 */
export async function checkBatch(
  bench: CheckBench,
  actor: Actor,
  target: ImportTarget,
  batch: Batch,
  file: CheckedFile,
): Promise<Batch> {
  await begin(bench, actor, batch)
  const stop = new AbortController()
  const signal = bench.signal ? AbortSignal.any([bench.signal, stop.signal]) : stop.signal
  try {
    return await withScope(
      bench.database,
      actor,
      (tx) => stageAll(tx, { bench, actor, target, batch, file, signal, stop }),
      longest,
    )
  } catch (error) {
    await end(bench, actor, batch, signal, error)
    throw error
  }
}

interface Work {
  bench: CheckBench
  actor: Actor
  target: ImportTarget
  batch: Batch
  file: CheckedFile
  signal: AbortSignal
  stop: AbortController
}

async function stageAll(tx: Parameters<typeof findBatch>[0], work: Work): Promise<Batch> {
  const { bench, actor, target, batch, file, signal, stop } = work
  await clearStaged(tx, batch)
  const sheet = await openSheet(file.path, {
    name: batch.fileName,
    signal,
    ...(file.sheet === undefined ? {} : { sheet: file.sheet }),
  })
  let rows = 0
  try {
    const context = { today: dayOf(bench.now), place: bench.place, reference: bench.reference }
    const { header, parsed } = await openRows(sheet, target.ledger, context, batch.fileName)
    const staging = await openStaging(tx, bench.keys, actor, batch, target)
    try {
      let signed = Date.now()
      for await (const read of parsed()) {
        signal.throwIfAborted()
        await staging.add(read)
        rows += read.length
        bench.progress?.(rows)
        if (Date.now() - signed < millisecondsBetweenSigns) continue
        signed = Date.now()
        if (!(await giveSign(bench, actor, batch, rows)))
          stop.abort(wrongState({ state: 'cancelled', act: '继续校验' }))
      }
      await staging.end()
    } catch (error) {
      staging.fail(error instanceof Error ? error : new Error(String(error)))
      throw error
    }
    const whole = { ...batch, header, rows, sheet: sheet.sheetName || null }
    const judged = await target.resolve(tx, whole, 'pg_temp.incoming')
    signal.throwIfAborted()
    const counts = await keepStaged(tx, judged)
    const change = {
      state: 'previewed',
      sheet: sheet.sheetName || null,
      header,
      rows,
      counts,
      progress: rows,
      problem: null,
    } as const
    const done = await changeBatch(tx, batch, ['checking'], { ...change, lease: 'end', stamp: 'previewedAt' })
    if (!done) throw wrongState({ state: 'cancelled', act: '继续校验' })
    return (await findBatch(tx, batch.id)) ?? whole
  } finally {
    await sheet.close()
  }
}

async function begin({ database }: CheckBench, actor: Actor, batch: Batch): Promise<void> {
  await withScope(database, actor, async (tx) => {
    const now = await findBatch(tx, batch.id)
    // A batch that looks `checking` still has a living process; a dead one's is shown as failed.
    const state = now?.state ?? 'cancelled'
    const free = state !== 'checking' && checkable.includes(state)
    const change = { state: 'checking', problem: null, progress: 0, counts: null, lease: 'renew' } as const
    if (!free || !(await changeBatch(tx, batch, checkable, change))) throw wrongState({ state, act: '校验' })
  })
}

async function giveSign(
  { database }: CheckBench,
  actor: Actor,
  batch: Batch,
  rows: number,
): Promise<boolean> {
  return withScope(database, actor, (tx) =>
    changeBatch(tx, batch, ['checking'], { progress: rows, lease: 'renew' }),
  )
}

async function end(
  { database }: CheckBench,
  actor: Actor,
  batch: Batch,
  signal: AbortSignal,
  error: unknown,
): Promise<void> {
  const problem =
    error instanceof Problem
      ? error.detail
      : '校验时系统出错，没有写入任何内容。请稍后重新校验；仍不行请联系系统管理员。'
  const change = signal.aborted
    ? ({ state: 'cancelled', problem: null, lease: 'end' } as const)
    : ({ state: 'failed', problem, lease: 'end' } as const)
  await withScope(database, actor, (tx) => changeBatch(tx, batch, ['checking'], change))
}
