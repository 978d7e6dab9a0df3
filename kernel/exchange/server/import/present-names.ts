/** The columns a file speaks about: one that is not in its header leaves the record as it is. */
import type { Batch } from '../../batch.ts'
import { typedColumns } from './table-sql.ts'
import type { TableShape } from './table-shape.ts'

/** Answers the SQL names of the payload that the batch's header holds. */
export function presentNames({ ledger, payload }: TableShape, { header }: Pick<Batch, 'header'>): string[] {
  const given = new Set(header?.map(({ key }) => key))
  const sealed = new Set(
    Object.entries(ledger.columns).flatMap(([key, column]) => (column.sealed ? [key] : [])),
  )
  return (
    typedColumns(ledger)
      .filter(({ key, name }) => given.has(key) && payload.includes(name))
      // Sealed bytes are never equal; their index tells whether the content is.
      .filter(({ key, name }) => !sealed.has(key) || name.endsWith('_index'))
      .map(({ name }) => name)
  )
}
