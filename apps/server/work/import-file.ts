/** Imports a file from beginning to end: received, checked, previewed, then committed or, as a trial, given up. */
import { basename } from 'node:path'
import type { DivisionCode, Result } from '@xinlu/kernel/basis'
import type { Actor } from '@xinlu/kernel/access'
import { withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { notFound } from '@xinlu/kernel/commands'
import type { Desk } from '@xinlu/kernel/commands/server'
import type { Batch } from '@xinlu/kernel/exchange'
import {
  type ImportTarget,
  cancelBatch,
  checkBatch,
  commitBatch,
  lockBatch,
  receiveFile,
  undoBatch,
} from '@xinlu/kernel/exchange/server'

/** What is imported, and how far. */
export interface ImportWish {
  path: string
  sheet?: string
  division?: DivisionCode
  period?: string
  purpose: string
  /** Only checks: nothing is written and the batch ends cancelled. */
  isTrial?: boolean
  /** Finds places by name. */
  place?(text: string): Result<DivisionCode>
  signal?: AbortSignal
  progress?: (rows: number) => void
}

/** What became of the file; `repeated` says that the same file had been imported before. */
export interface Imported {
  batch: Batch
  repeated?: string
}

/**
 * Runs the whole import as the actor. `beforeEnd` sees the previewed batch while its rows are still staged. Whatever
 * goes wrong, and a cancelled import too, leaves the registers as they were and no batch waiting.
 */
export async function importFile(
  desk: Desk,
  actor: Actor,
  target: ImportTarget,
  wish: ImportWish,
  beforeEnd: (batch: Batch) => Promise<void> = async () => {},
): Promise<Imported> {
  const { path, sheet, isTrial = false, signal, progress } = wish
  const { database, keys } = desk
  const now = desk.now()
  const { division, period, purpose } = wish
  const received = await receiveFile(database, actor, target, {
    path,
    name: basename(path),
    division,
    period,
    purpose,
  })
  if (received.repeated !== undefined) return received
  const bench = { database, keys, now, place: wish.place, signal, progress }
  let isOver = false
  try {
    const batch = await checkBatch(bench, actor, target, received.batch, { path, sheet })
    await beforeEnd(batch)
    signal?.throwIfAborted()
    const ended = isTrial ? await giveUp(desk, actor, batch) : await commit(desk, actor, target, batch)
    isOver = true
    return { batch: ended }
  } finally {
    if (!isOver) await giveUp(desk, actor, received.batch).catch(() => {})
  }
}

/** Takes a committed import back. */
export function undoImport(
  desk: Desk,
  actor: Actor,
  targets: readonly ImportTarget[],
  id: string,
): Promise<Batch | undefined> {
  return withScope(desk.database, actor, async (tx) => {
    const batch = await lockBatch(tx, id)
    const target = batch && targets.find(({ ledger }) => ledger.name === batch.ledger)
    if (!batch || !target) return undefined
    const undone = await undoBatch(tx, target, batch, desk.now())
    await record(tx, actor, 'exchange.undoImport', noteOf(batch))
    return undone
  })
}

async function commit({ database }: Desk, actor: Actor, target: ImportTarget, { id }: Batch): Promise<Batch> {
  return withScope(database, actor, async (tx) => {
    const batch = await lockBatch(tx, id)
    if (!batch) throw notFound({ what: '这次导入' })
    const committed = await commitBatch(tx, target, batch)
    await record(tx, actor, 'exchange.commitImport', noteOf(committed))
    return committed
  })
}

// A check that failed or was cancelled has already said so; what is left to give up is a batch that waits.
async function giveUp({ database }: Desk, actor: Actor, { id }: Batch): Promise<Batch> {
  return withScope(database, actor, async (tx) => {
    const batch = await lockBatch(tx, id)
    if (!batch) throw notFound({ what: '这次导入' })
    if (batch.state !== 'previewed' && batch.state !== 'uploaded') return batch
    const cancelled = await cancelBatch(tx, batch)
    await record(tx, actor, 'exchange.cancelImport', noteOf(batch))
    return cancelled
  })
}

function noteOf({ id, division, ledger, period, rows, counts, fileDigest }: Batch) {
  const digest = Buffer.from(fileDigest).toString('hex')
  return { subjectKind: 'batch', subject: id, division, detail: { ledger, period, rows, counts, digest } }
}
