/** Columns whose value cannot be read from the catalog: several depend on each other, or the code reads a shape. */
import type { RowMaker, RowPlace } from './make-row.ts'

/** Makes one value; `idOf` answers the well-known id of another row. */
export type KnownValue = (asked: {
  at: RowPlace
  maker: RowMaker
  idOf: (table: string, at: RowPlace) => string
}) => unknown

const tables: Readonly<Record<string, Readonly<Record<string, KnownValue>>>> = {}

/** Answers the known columns of a table. */
export function known(table: string): Readonly<Record<string, KnownValue>> {
  return tables[table] ?? {}
}
