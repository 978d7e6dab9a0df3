/** Makes rows for any table that holds a place, with a mark in every text that can hold one. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { known, pointsAt } from './known-columns.ts'
import type { RowMaker, RowPlace } from './row-maker.ts'
import type { ColumnShape, TableShape } from './table-shape.ts'

/** Answers the well-known id of a row: the same place and number give the same id, so rows find each other. */
export function idOf(table: string, { division, n }: RowPlace): string {
  const hex = createHash('sha256').update(`${table}/${division}/${n}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Answers a whole row, by column. The checks of the table are respected where they can be read from the catalog. */
export function makeRow(table: TableShape, at: RowPlace, maker: RowMaker): Record<string, unknown> {
  const special = known(table.name)
  return Object.fromEntries(
    table.columns.map((column) => {
      const given = special[column.name]
      if (!given) return [column.name, valueOf(table.name, column, at, maker)]
      return [column.name, given({ at, maker, idOf, mark: maker.mark(at, table.name, column.name) })]
    }),
  )
}

function valueOf(table: string, column: ColumnShape, at: RowPlace, maker: RowMaker): unknown {
  const mark = () => maker.mark(at, table, column.name)
  switch (column.type) {
    case 'text':
      if (column.choices) return column.choices[(at.n - 1) % column.choices.length]
      return column.form ? sampleOf(column.form, at) : mark()
    case 'text[]':
      return column.choices ? column.choices.slice(0, 1) : [mark()]
    case 'jsonb':
      return JSON.stringify(column.isList ? [{ text: mark() }] : { text: mark() })
    case 'uuid':
      return column.name === 'id'
        ? idOf(table, at)
        : idOf(column.refersTo ?? pointsAt[column.name] ?? column.name, at)
    case 'bytea':
      return column.name.endsWith('_sealed') ? maker.seal(mark()) : digestOf(table, column.name, at)
    case 'boolean':
      return true
    case 'date':
      return '2023-05-01'
    case 'timestamp with time zone':
      return '2023-05-01T08:00:00+08:00'
    case 'integer':
      return column.name === 'county' ? Math.floor(at.division / 1_000_000) : 1
    case 'bigint':
      return column.name.endsWith('division') ? at.division : 1
    case 'smallint':
    case 'double precision':
    case 'numeric':
      return 1
    case 'bigint[]':
      return []
    case 'inet':
      return '10.0.0.1'
    default:
      throw new Error(`no row can be made: ${table}.${column.name} is ${column.type}`)
  }
}

function digestOf(table: string, column: string, at: RowPlace): Buffer {
  return createHash('sha256').update(`${table}.${column}/${at.division}/${at.n}`).digest()
}

function sampleOf(form: RegExp, at: RowPlace): string {
  return fc.sample(fc.stringMatching(form), { seed: at.division % 1_000_003, numRuns: at.n })[at.n - 1]!
}
