/** The statements that spread a database over machines by county, in an order that its foreign keys allow. */
import type { Reference, TableToPlace } from './read-tables.ts'

/** What is known of the database before it is spread. */
export interface ToDistribute {
  database: string
  tables: readonly TableToPlace[]
  functions: readonly string[]
  /** Into how many pieces each table is cut; counties are put into pieces by a hash of their code. */
  shards: number
}

/**
 * Answers the statements, each complete, to be run by the superuser outside a transaction. A table follows those it
 * refers to; a foreign key that closes a circle is taken off first and made again when both its ends have moved.
 */
export function distributionStatements({ database, tables, functions, shards }: ToDistribute): string[] {
  const { ordered, closing } = inOrder(tables)
  const everywhere = ordered.filter(({ belonging }) => belonging === 'everywhere')
  const counties = ordered.filter(({ belonging }) => belonging === 'county')
  const [first, ...others] = counties
  return [
    // Row policies read settings of the transaction; the machines have to hear of them.
    `alter database ${name(database)} set citus.propagate_set_commands = 'local'`,
    `set citus.propagate_set_commands = 'local'`,
    `set citus.shard_count = ${shards}`,
    ...functions.map((signature) => `select create_distributed_function(${text(signature)})`),
    ...closing.map(({ table, key }) => `alter table ${table} drop constraint ${name(key.name)}`),
    ...everywhere.map((table) => `select create_reference_table(${text(table.name)})`),
    ...(first
      ? [`select create_distributed_table(${text(first.name)}, 'county', colocate_with => 'none')`]
      : []),
    ...others.map(
      (table) =>
        `select create_distributed_table(${text(table.name)}, 'county', colocate_with => ${text(first!.name)})`,
    ),
    ...closing.map(({ table, key }) => `alter table ${table} add constraint ${name(key.name)} ${key.made}`),
    // What lay here was copied to the machines; the old rows only take room, and the newest references go first.
    ...counties
      .toReversed()
      .map((table) => `select truncate_local_data_after_distributing_table(${text(table.name)})`),
  ]
}

interface ClosingKey {
  table: string
  key: Reference
}

// Depth first along the references; one that leads back to a table under way closes a circle.
function inOrder(tables: readonly TableToPlace[]): { ordered: TableToPlace[]; closing: ClosingKey[] } {
  const known = new Map(tables.map((table) => [table.name, table]))
  const state = new Map<string, 'underWay' | 'placed'>()
  const ordered: TableToPlace[] = []
  const closing: ClosingKey[] = []
  const place = (table: TableToPlace) => {
    if (state.has(table.name)) return
    state.set(table.name, 'underWay')
    for (const key of table.references) {
      const target = known.get(key.target)
      if (!target) throw new Error(`${table.name} refers to ${key.target}, which is not there`)
      if (target === table) continue
      place(target)
      if (state.get(target.name) === 'underWay') closing.push({ table: table.name, key })
    }
    state.set(table.name, 'placed')
    ordered.push(table)
  }
  tables.forEach(place)
  return { ordered, closing }
}

function name(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
