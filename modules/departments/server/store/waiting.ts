/** The queue of records that wait for a decision: listing, locking, deciding. */
import { visible, type Actor } from '@xinlu/kernel/access'
import { visibleWhere, type Tx } from '@xinlu/kernel/access/server'
import type { DivisionCode } from '@xinlu/kernel/basis'
import { sql } from 'kysely'
import type { FeedName, WaitingReason, WaitingState } from '../../model.ts'

/** A record of the queue as it lies in the database. */
export interface WaitingRow {
  county: number
  id: string
  ledger: FeedName
  batch: string
  n: number
  why: WaitingReason
  idIndex: Buffer | null
  idSealed: Buffer | null
  name: string | null
  given: Record<string, unknown>
  state: WaitingState
  reason: string | null
  record: string | null
  decidedName: string | null
  receivedAt: Date
  ver: number
}

/** Which records; `ledgers` are those the actor reaches. */
export interface WaitingFilter {
  ledgers: readonly FeedName[]
  state: WaitingState
  why?: WaitingReason
  within?: DivisionCode
  after?: { receivedAt: string; id: string }
  size: number
}

const prefix = 'departments.'

/** Answers one page, the newest first. */
export async function listWaitingRows(
  tx: Tx,
  actor: Pick<Actor, 'scope' | 'extra'>,
  { ledgers, state, why, within, after, size }: WaitingFilter,
): Promise<WaitingRow[]> {
  const { lo, hi, extra } = visible(actor, within)
  let rows = selectWaiting(tx)
    .where('state', '=', state)
    .where(
      'ledger',
      'in',
      ledgers.map((feed) => prefix + feed),
    )
    .where(visibleWhere(actor, 'division', within))
  // Inside one county its number stands here besides the range, because the list's index begins with it.
  const county = Math.floor(lo / 1_000_000)
  if (extra.length === 0 && hi - lo <= 1_000_000 && county % 100 !== 0)
    rows = rows.where('county', '=', county)
  if (why !== undefined) rows = rows.where('why', '=', why)
  if (after) {
    rows = rows.where(sql<boolean>`(received_at, id) < (${after.receivedAt}::timestamptz, ${after.id}::uuid)`)
  }
  const found = await rows.orderBy('receivedAt', 'desc').orderBy('id', 'desc').limit(size).execute()
  return found.map(asRow)
}

/** Answers the records with these ids and keeps others from deciding about them until the transaction ends. */
export async function lockWaiting(tx: Tx, county: number, ids: readonly string[]): Promise<WaitingRow[]> {
  const rows = await selectWaiting(tx)
    .where('county', '=', county)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(asRow)
}

/** What a person decided about records. */
export interface WaitingDecision {
  state: Exclude<WaitingState, 'waiting' | 'settled'>
  reason?: string
  /** The row of the feed, for a linked record. */
  record?: string
  by: Pick<Actor, 'account' | 'name'>
  at: Date
}

/** Writes the decision down. */
export async function decideWaiting(
  tx: Tx,
  county: number,
  ids: readonly string[],
  { state, reason, record, by, at }: WaitingDecision,
): Promise<void> {
  await tx
    .updateTable('departments.waiting')
    .set({
      state,
      reason: reason ?? null,
      record: record ?? null,
      decidedBy: by.account,
      decidedName: by.name,
      decidedAt: at,
      ver: sql<number>`ver + 1`,
    })
    .where('county', '=', county)
    .where('id', 'in', [...ids])
    .execute()
}

/** Lets records wait again as if nobody had decided. */
export async function reopenWaiting(tx: Tx, county: number, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('departments.waiting')
    .set({
      state: 'waiting',
      reason: null,
      record: null,
      decidedBy: null,
      decidedName: null,
      decidedAt: null,
      ver: sql<number>`ver + 1`,
    })
    .where('county', '=', county)
    .where('id', 'in', [...ids])
    .execute()
}

function selectWaiting(tx: Tx) {
  return tx
    .selectFrom('departments.waiting')
    .select(['county', 'id', 'ledger', 'batch', 'n', 'why', 'idIndex', 'idSealed', 'name', 'given', 'state'])
    .select(['reason', 'record', 'decidedName', 'receivedAt', 'ver'])
}

// The checks of the table hold what the wider generated types cannot say.
function asRow(row: Awaited<ReturnType<ReturnType<typeof selectWaiting>['execute']>>[number]): WaitingRow {
  return { ...row, ledger: row.ledger.slice(prefix.length) } as unknown as WaitingRow
}
