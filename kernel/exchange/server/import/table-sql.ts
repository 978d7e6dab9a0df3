/** Pieces of SQL that are written from a ledger's definition; names come from code, never from a request. */
import { sql, type RawBuilder } from 'kysely'
import { sqlColumnsOf, sqlNameOf, type Ledger } from '../../../ledgers/index.ts'
import type { TableShape } from './table-shape.ts'

/** A typed column of a staged row. */
export interface TypedColumn {
  key: string
  name: string
  type: string
}

/** The columns a ledger stores, the index of a sealed one beside its bytes. */
export function typedColumns(ledger: Ledger): TypedColumn[] {
  return sqlColumnsOf(ledger).flatMap(({ key, name, type, index }) => [
    { key, name, type },
    ...(index === undefined ? [] : [{ key, name: index, type: 'bytea' }]),
  ])
}

/** The names under which sealed bytes lie in the values of a staged row; equal contents differ there. */
export function sealedNames(ledger: Ledger): string[] {
  return Object.entries(ledger.columns).flatMap(([key, column]) =>
    column.sealed ? [sqlNameOf(key, column)] : [],
  )
}

/** What tells a later change of a row `t`: its version, or the import that wrote it last. */
export function rowMark({ version }: Pick<TableShape, 'version'>): RawBuilder<string> {
  return version === 'ver' ? sql<string>`t.ver::text` : sql<string>`coalesce(t.batch::text, 'none')`
}

/** `name type, …`, as jsonb_to_record wants it. */
export function recordOf(columns: readonly TypedColumn[]): RawBuilder<unknown> {
  return joined(columns.map(({ name, type }) => sql`${sql.ref(name)} ${typeName(type)}`))
}

/** `alias.name, …` */
export function listOf(names: readonly string[], alias?: string): RawBuilder<unknown> {
  return joined(names.map((name) => sql.ref(alias === undefined ? name : `${alias}.${name}`)))
}

/** `name = alias.name, …` */
export function setsOf(names: readonly string[], alias: string): RawBuilder<unknown> {
  return joined(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`${alias}.${name}`)}`))
}

/** Pieces with commas between. */
export function joined(pieces: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join([...pieces])
}

function typeName(type: string): RawBuilder<unknown> {
  if (!/^[a-z]+( [a-z]+)*(\(\d+(,\d+)?\))?$/.test(type)) throw new Error(`exchange: not a type: ${type}`)
  return sql.raw(type)
}
