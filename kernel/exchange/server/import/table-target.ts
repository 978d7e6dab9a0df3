/** The usual target of an import: one table, whose rows are found by a natural key. */
import type { Permission } from '../../../access/index.ts'
import type { Ledger, LedgerOf } from '../../../ledgers/index.ts'
import { commitTable } from './commit-table.ts'
import type { ImportTarget, RowIdentity } from './import-target.ts'
import { resolveTable } from './resolve-table.ts'
import { typedColumns } from './table-sql.ts'
import type { PeopleOf, TableShape } from './table-shape.ts'
import { undoTable } from './undo-table.ts'

/** What is told to `tableTarget`. */
interface Told<C extends Ledger['columns'], K extends string = keyof C & string> {
  ledger: LedgerOf<C>
  table: string
  permission: Permission
  /** The natural key; `person`, `household` and `period` are the table's own columns. */
  key: readonly (K | 'person' | 'household' | 'period')[]
  people?: PeopleOf<K>
  /** Where rows wait whose person is not found or has another name. */
  queue?: string
  /** The table has a column `period` for the first day of the batch's period. */
  period?: boolean
  /** What tells a later change of a row: its `ver`, or, where only imports write, the batch that wrote it. */
  version?: 'ver' | 'batch'
  /** The relation lists and exports read; the table itself when left out. */
  source?: string
  units?: readonly string[]
}

/**
 * Makes the target of a table, whose shape the README of exchange gives. Throws when the key names a column that the
 * table does not store, or a person without people.
 */
export function tableTarget<const C extends Ledger['columns']>(told: Told<C>): ImportTarget {
  const shape = shapeOf(told)
  const identity: RowIdentity = {}
  const columns = Object.entries(told.ledger.columns)
  if (told.people) {
    identity.person = columns.find(([, column]) => column.kind === 'person')?.[0]
    if (identity.person === undefined) throw new Error(`${told.ledger.name}: people without a person column`)
    if (told.people.nameColumn !== undefined) identity.name = told.people.nameColumn
  }
  const place = columns.find(
    ([key, column]) => column.kind === 'place' && (column.column ?? key) === 'division',
  )
  if (place) identity.place = place[0]
  return {
    ledger: told.ledger,
    permission: told.permission,
    identity,
    source: told.source ?? told.table,
    ...(told.units === undefined ? {} : { units: told.units }),
    resolve: (tx, batch, rows) => resolveTable(tx, batch, shape, rows),
    commit: (tx, batch) => commitTable(tx, batch, shape),
    undo: (tx, batch) => undoTable(tx, batch, shape),
  }
}

function shapeOf<C extends Ledger['columns']>(told: Told<C>): TableShape {
  const { ledger, table, people, queue, version = 'ver' } = told
  const columns = typedColumns(ledger)
  const own: TableShape['own'] = [
    ...(people ? (['person', 'household'] as const) : []),
    ...(told.period ? (['period'] as const) : []),
  ]
  const key = told.key.map((part) => {
    if ((own as readonly string[]).includes(part)) return part
    // A sealed column is compared by its index, which stands behind its bytes.
    const name = columns.findLast((column) => column.key === part)?.name
    if (name === undefined) throw new Error(`${ledger.name}: the key ${part} is not stored in ${table}`)
    return name
  })
  const reserved = new Set<string>(['division', ...key])
  const payload = columns.map(({ name }) => name).filter((name) => !reserved.has(name))
  return { ledger, table, key, payload, own, people, queue, version }
}
