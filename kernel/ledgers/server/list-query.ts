/** Lists and counts the rows of a ledger, by the columns it offers and the actor may read. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf, type DivisionCode } from '../../basis/index.ts'
import { isCleared, visible, type Actor } from '../../access/index.ts'
import type { Keys, Tx } from '../../access/server/index.ts'
import { forbidden, refusedInput } from '../../commands/index.ts'
import { markForms, pageOf, readMark, type MarkForm } from '../../commands/server/index.ts'
import type { Column, Given } from '../column.ts'
import { sqlNameOf, type Ledger } from '../definition.ts'
import { shownValue, type ShownValue } from './shown-value.ts'

/** One condition; `begins` is for texts, `from` and `to` are included, `is` also finds sealed values. */
export interface ListFilter {
  column: string
  op: 'is' | 'from' | 'to' | 'begins'
  value: Given
}

/** What is asked of a list. */
export interface ListAsked {
  filters?: readonly ListFilter[]
  sort?: { column: string; descending?: boolean }
  /** A place within the actor's own. */
  within?: DivisionCode
  /** The mark of the last row seen. */
  after?: string
  size: number
}

/** A row of a list: values as they may be shown, columns that may not be read hidden. */
export interface ListedRow {
  id: string
  division: number
  values: Record<string, ShownValue>
}

/** Where a list reads, for whom, and with which keys sealed values are found. */
export interface ListBench {
  tx: Tx
  keys: Keys
  actor: Actor
  /** The relation with `county`, `id`, `division` and the stored columns of the ledger. */
  from: string
}

/**
 * Answers a page of the ledger's listed columns and the mark for the next one. Throws `forbidden` when a filter or the
 * sort names a column the actor may not read, because the order or the number of rows would tell its value.
 */
export async function listQuery(
  { tx, keys, actor, from }: ListBench,
  ledger: Ledger,
  asked: ListAsked,
): Promise<{ rows: ListedRow[]; next: string | null }> {
  const stored = ledger.list.filter((key) => ledger.columns[key]?.stored)
  const names = stored.map((key) => sqlNameOf(key, ledger.columns[key]!))
  const sorted = sortOf(ledger, actor, asked.sort)
  const wheres = [...conditions({ tx, keys, actor, from }, ledger, asked), ...afterMark(sorted, asked.after)]
  const order = sorted
    ? sql`order by ${sorted.name} ${sorted.direction}, id ${sorted.direction}`
    : sql`order by id`
  const { rows } = await sql<Record<string, unknown> & { id: string; division: number }>`
    select id, division, ${sorted?.name ?? sql`null`} as sort_mark
      ${names.length > 0 ? sql`, ${sql.join(names.map((name, at) => sql`${sql.ref(name)} as ${sql.ref(`c${at}`)}`))}` : sql``}
    from ${sql.table(from)} where ${sql.join(wheres, sql` and `)} ${order} limit ${asked.size + 1}`.execute(
    tx,
  )
  const page = pageOf(rows, asked.size, (row) => (sorted ? [String(row['sortMark']), row.id] : [row.id]))
  return {
    rows: page.rows.map((row) => ({
      id: row.id,
      division: row.division,
      values: Object.fromEntries(
        stored.map((key, at) => [key, shownValue(ledger.columns[key]!, row[`c${at}`], actor, keys)]),
      ),
    })),
    next: page.next,
  }
}

/** Counts the rows a list with these conditions would show; refuses as `listQuery` does. */
export async function countQuery(
  bench: ListBench,
  ledger: Ledger,
  asked: Pick<ListAsked, 'filters' | 'within'>,
): Promise<number> {
  const wheres = conditions(bench, ledger, asked)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(bench.from)} where ${sql.join(wheres, sql` and `)}`.execute(
    bench.tx,
  )
  return rows[0]?.count ?? 0
}

function conditions(
  { actor, keys }: ListBench,
  ledger: Ledger,
  asked: Pick<ListAsked, 'filters' | 'within'>,
) {
  const { lo, hi, extra } = visible(actor, asked.within)
  // The literal range besides the row policy lets the planner use the index on the place.
  const places = sql`(division >= ${lo} and division < ${hi}${extra.length > 0 ? sql` or division = any (${extra}::bigint[])` : sql``})`
  return [places, ...(asked.filters ?? []).map((filter) => condition(ledger, actor, keys, filter))]
}

function condition(
  ledger: Ledger,
  actor: Actor,
  keys: Keys,
  { column: key, op, value }: ListFilter,
): RawBuilder<unknown> {
  const column = readable(ledger, actor, key, ledger.filter, '按')
  const name = sqlNameOf(key, column)
  if (op === 'begins') {
    if (column.sqlType !== 'text') throw new RangeError(`${ledger.name}: ${key} is no text to begin with`)
    // starts_with is leakproof, so it can use the index below a row policy; LIKE is not.
    return sql`${sql.ref(name)} collate "C" ^@ ${String(value)}`
  }
  const read = column.parse(value, { today: dayOf(new Date()) })
  if (!read.ok) throw refusedInput(undefined, { reasons: read.reasons.map((why) => ({ ...why, path: key })) })
  if (column.sealed) {
    if (op !== 'is') throw new RangeError(`${ledger.name}: ${key} is found by its whole value only`)
    return sql`${sql.ref(`${name}_index`)} = ${keys.blindIndex(column.sealed, String(read.value))}`
  }
  const operator = op === 'is' ? sql`=` : op === 'from' ? sql`>=` : sql`<=`
  return sql`${sql.ref(name)} ${operator} ${read.value}`
}

function readable(ledger: Ledger, actor: Actor, key: string, offered: readonly string[], verb: string) {
  const column = ledger.columns[key]
  if (!column || !column.stored || !offered.includes(key))
    throw new RangeError(`${ledger.name}: ${key} is not offered`)
  if (!isCleared(actor, column.sensitivity)) throw forbidden({ label: `${verb}“${column.label}”查询` })
  return column
}

interface Sorted {
  name: RawBuilder<unknown>
  direction: RawBuilder<unknown>
  descending: boolean
  /** What a mark may say in its place. */
  form: MarkForm
}

function sortOf(ledger: Ledger, actor: Actor, sort: ListAsked['sort']): Sorted | undefined {
  if (!sort) return undefined
  const column = readable(ledger, actor, sort.column, ledger.sort, '按')
  // An empty value has no place in an order by value, and sealed bytes have none at all.
  if (!column.required || column.sealed)
    throw new RangeError(`${ledger.name}: ${sort.column} cannot be sorted`)
  const descending = sort.descending ?? false
  return {
    name: sql.ref(sqlNameOf(sort.column, column)),
    direction: descending ? sql`desc` : sql`asc`,
    descending,
    form: formOf(column),
  }
}

function afterMark(sorted: Sorted | undefined, mark: string | undefined): RawBuilder<unknown>[] {
  if (!sorted) {
    const after = readMark(mark, markForms.id)
    return after ? [sql`id > ${after[0]}::uuid`] : []
  }
  const after = readMark(mark, sorted.form, markForms.id)
  if (!after) return []
  const beyond = sorted.descending ? sql`<` : sql`>`
  return [sql`(${sorted.name}, id) ${beyond} (${after[0]}, ${after[1]}::uuid)`]
}

function formOf({ sqlType }: Column): MarkForm {
  switch (sqlType) {
    case 'date':
      return markForms.day
    case 'uuid':
      return markForms.id
    case 'boolean':
      return /^(true|false)$/
    case 'text':
      return markForms.text
    case 'integer':
      return /^-?\d{1,9}$/
    default:
      return /^-?\d{1,15}(\.\d{1,6})?$/
  }
}
