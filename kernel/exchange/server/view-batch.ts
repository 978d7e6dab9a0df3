/** Shows an import and its rows to an actor. */
import type { z } from 'zod'
import { CHILD_BELOW, HIDDEN, can, isCleared, type Actor } from '../../access/index.ts'
import { ageOn, isDay, type Day, type Reason } from '../../basis/index.ts'
import type { Keys, Tx } from '../../access/server/index.ts'
import { sql } from 'kysely'
import { sqlNameOf, type Ledger } from '../../ledgers/index.ts'
import { shownValue, type ShownValue } from '../../ledgers/server/index.ts'
import { batchStates, type Batch, type HeaderCell } from '../batch.ts'
import type { batchView, rowView } from '../contract.ts'
import { maskNumbers } from '../quiet-reasons.ts'
import type { Opened } from './bench.ts'
import type { ImportTarget } from './import/import-target.ts'
import { undoHours, type StagedRow } from './import/store.ts'

/** Shows an import with what this actor may do with it now. */
export async function viewBatch(
  tx: Tx,
  actor: Actor,
  { batch, target }: Opened,
  now: Date,
): Promise<z.input<typeof batchView>> {
  const hours = batch.state === 'committed' ? await undoHours(tx, batch.division) : 0
  const until =
    batch.state === 'committed' && batch.committedAt
      ? new Date(batch.committedAt.getTime() + hours * 3_600_000)
      : null
  const may = can(actor, target.permission, batch.division)
  const { state } = batch
  return {
    ...pick(batch),
    title: target.ledger.title,
    stateLabel: batchStates[state],
    undoableUntil: until,
    abilities: {
      commit: may && state === 'previewed',
      undo: may && until !== null && until > now,
      cancel: may && ['uploaded', 'checking', 'previewed', 'failed'].includes(state),
      check: may && (state === 'failed' || state === 'uploaded'),
    },
  }
}

function pick(batch: Batch) {
  const {
    id,
    ledger,
    division,
    department,
    period,
    purpose,
    fileName,
    sheet,
    state,
    rows,
    progress,
    counts,
  } = batch
  const { problem, byName, createdAt, previewedAt, committedAt, undoneAt } = batch
  const told = {
    id,
    ledger,
    division,
    department,
    period,
    purpose,
    fileName,
    sheet,
    state,
    rows,
    progress,
    counts,
  }
  return { ...told, problem, byName, createdAt, previewedAt, committedAt, undoneAt }
}

/**
 * Shows rows of an import; values as `shownValue` lets them be seen, and what updates would change. What was typed into
 * a refused row, and the reasons that quote it, are whole only for those who have to repair it.
 */
export async function viewRows(
  tx: Tx,
  { actor, keys, today }: Looking,
  { batch, target }: Opened,
  rows: readonly StagedRow[],
): Promise<z.input<typeof rowView>[]> {
  const { ledger } = target
  const repairs = can(actor, target.permission, batch.division)
  const current = await currentRows(tx, batch, target, rows)
  const header = (batch.header ?? []).filter(
    (cell): cell is HeaderCell & { key: string } => cell.key !== null,
  )
  return rows.map((row) => {
    const shown = shownRow(target, row, actor, keys, today)
    const before = current.get(row.target)
    return {
      n: row.n,
      verdict: row.verdict,
      cells: row.raw
        ? typedCells(batch, row.raw, keys, (key) => repairs || mayRead(ledger, actor, key))
        : header.map(({ title, key }) => ({ title, text: textOf(target.ledger, key, shown[key]) })),
      reasons: (row.errors ?? []).map((why) => sentenceFor(ledger, actor, repairs, why)),
      notes: (row.notes ?? []).map((why) => sentenceFor(ledger, actor, repairs, why)),
      changes: before
        ? changesOf(target, header, shownValues(target, before, actor, keys, today), shown)
        : [],
    }
  })
}

/** Who looks, with which keys, and on which day. */
export interface Looking {
  actor: Actor
  keys: Keys
  today: Day
}

function typedCells({ header }: Batch, raw: Buffer, keys: Keys, mayRead: (key: string | null) => boolean) {
  const cells = JSON.parse(keys.open(raw)) as string[]
  return (header ?? []).map(({ title, key }, at) => {
    const text = maskNumbers(cells[at] ?? '')
    return { title, text: text === '' || mayRead(key) ? text : HIDDEN }
  })
}

// Nobody knows what stands in a column that the ledger does not know.
function mayRead({ columns }: Ledger, actor: Actor, key: string | null | undefined): boolean {
  const column = key === null || key === undefined ? undefined : columns[key]
  return isCleared(actor, column?.sensitivity ?? 'sensitive')
}

function sentenceFor(
  ledger: Ledger,
  actor: Actor,
  repairs: boolean,
  { message, path }: Pick<Reason, 'message' | 'path'>,
): string {
  if (repairs || mayRead(ledger, actor, path)) return message
  const label = path === undefined ? undefined : ledger.columns[path]?.label
  return label === undefined ? '这一行有不符合要求之处。' : `“${label}”有不符合要求之处。`
}

function shownRow(
  target: ImportTarget,
  { values }: StagedRow,
  actor: Actor,
  keys: Keys,
  today: Day,
): Record<string, ShownValue> {
  const row = Object.fromEntries(
    Object.entries(target.ledger.columns).map(([key, column]) => {
      const value = values?.[sqlNameOf(key, column)]
      const isHex = column.sealed !== undefined && typeof value === 'string'
      return [key, isHex ? Buffer.from(value.slice(2), 'hex') : value]
    }),
  )
  return shownValues(target, row, actor, keys, today)
}

// Everything about a child is sensitive, so of its row only what is open is left for those who are not cleared.
function shownValues(
  { ledger, identity }: ImportTarget,
  row: Readonly<Record<string, unknown>>,
  actor: Actor,
  keys: Keys,
  today: Day,
): Record<string, ShownValue> {
  const born = identity.digits && row[identity.digits.born]
  const isChild = typeof born === 'string' && isDay(born) && ageOn(born, today) < CHILD_BELOW
  const isKept = isChild && !isCleared(actor, 'sensitive')
  return Object.fromEntries(
    Object.entries(ledger.columns).map(([key, column]) => {
      const shown = shownValue(column, row[key], actor, keys, identity.digits !== undefined)
      return [key, isKept && column.sensitivity !== 'open' && shown !== null ? HIDDEN : shown]
    }),
  )
}

async function currentRows(
  tx: Tx,
  { county, id }: Batch,
  { ledger, source }: ImportTarget,
  rows: readonly StagedRow[],
) {
  const updates = rows.filter(({ verdict }) => verdict === 'update')
  const ids = updates.map(({ target }) => target)
  const numbers = updates.map(({ n }) => n)
  if (ids.length === 0) return new Map<string, Record<string, unknown>>()
  const columns = Object.entries(ledger.columns).filter(([, column]) => column.stored)
  const found = await sql<Record<string, unknown> & { id: string }>`
    select id, ${sql.join(columns.map(([key, column], at) => sql`${sql.ref(sqlNameOf(key, column))} as ${sql.ref(`c${at}`)}`))}
    from ${sql.table(source)} where id = any (${ids}::uuid[])
      and county in (select place / 1000000 from exchange.staged
        where county = ${county} and batch = ${id} and n = any (${numbers}::int[]))`.execute(tx)
  return new Map(
    found.rows.map((row) => [row.id, Object.fromEntries(columns.map(([key], at) => [key, row[`c${at}`]]))]),
  )
}

function changesOf(
  { ledger }: ImportTarget,
  header: readonly { title: string; key: string }[],
  current: Readonly<Record<string, ShownValue>>,
  shown: Readonly<Record<string, ShownValue>>,
) {
  return header.flatMap(({ title, key }) => {
    if (!ledger.columns[key]!.stored) return []
    const before = current[key] ?? null
    const after = shown[key] ?? null
    if (before === after) return []
    return [
      {
        title,
        before: before === null ? null : textOf(ledger, key, before),
        after: after === null ? null : textOf(ledger, key, after),
      },
    ]
  })
}

function textOf(ledger: Ledger, key: string, shown: ShownValue | undefined): string {
  if (shown === null || shown === undefined) return ''
  const column = ledger.columns[key]!
  const masked = column.sealed !== undefined || (typeof shown === 'string' && shown.includes('***'))
  return masked ? String(shown) : column.text(shown)
}
