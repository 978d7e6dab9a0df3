/** What the routes of exchange work with. */
import type { DivisionCode, Result } from '../../basis/index.ts'
import type { Actor } from '../../access/index.ts'
import type { Database, Keys, Tx } from '../../access/server/index.ts'
import { notFound } from '../../commands/index.ts'
import type { Batch } from '../batch.ts'
import { unknownLedger } from '../problems.ts'
import type { ImportTarget } from './import/import-target.ts'
import { assertMay, sends } from './import/receive-file.ts'
import { findBatch, lockBatch } from './import/store.ts'

/** The database and keys of the process, and where files wait for their check. */
export interface ExchangeBench {
  database: Database
  keys: Keys
  /** A folder of this server only; files stay in it while they are checked. */
  spool: string
  /** Finds places by name for place columns; only codes are read without it. */
  place?(text: string): Result<DivisionCode>
}

/** The targets by the name of their ledger. */
export type Targets = ReadonlyMap<string, ImportTarget>

/** Answers the target of a ledger; throws `unknownLedger`. */
export function targetOf(targets: Targets, ledger: string): ImportTarget {
  const target = targets.get(ledger)
  if (!target) throw unknownLedger()
  return target
}

/** Whether an actor may know of an import: a department only of those its own unit sends. */
export function mayKnow(actor: Actor, target: ImportTarget): boolean {
  return actor.role !== 'department' || sends(actor.unit, target)
}

/** Finds an import and its target for reading; one that this actor may not know of is not found. */
export async function openBatch(tx: Tx, targets: Targets, actor: Actor, id: string): Promise<Opened> {
  const batch = await findBatch(tx, id)
  const target = batch && targets.get(batch.ledger)
  if (!batch || !target || !mayKnow(actor, target)) throw notFound({ what: '这次导入' })
  return { batch, target, division: batch.division }
}

/** Finds an import for an act and keeps it from changing; throws unless the actor may import into its ledger there. */
export async function takeBatch(tx: Tx, targets: Targets, actor: Actor, id: string): Promise<Opened> {
  const found = await openBatch(tx, targets, actor, id)
  assertMay(actor, found.target, found.division)
  const batch = await lockBatch(tx, id)
  if (!batch) throw notFound({ what: '这次导入' })
  return { ...found, batch }
}

/** An import with what it is about. */
export interface Opened {
  batch: Batch
  target: ImportTarget
  division: DivisionCode
}
