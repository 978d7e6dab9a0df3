/** Compares a definition with the table written by hand, and prints what the table lacks. */
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { sqlColumnsOf, type Ledger } from '../definition.ts'

/**
 * Answers the ALTER TABLE statements that would bring the table to the definition, for a person to judge; none when
 * they agree. Columns of the table that the definition does not have are its own affair.
 */
export async function compareWithTable(ledger: Ledger, tx: Tx, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string; type: string; required: boolean }>`
    select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required
    from pg_attribute where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped`.execute(tx)
  if (rows.length === 0) return [`-- the table ${table} does not exist`]
  const found = new Map(rows.map((row) => [row.name, row]))
  return sqlColumnsOf(ledger).flatMap(({ name, type, index, column }) => [
    ...compareColumn(table, name, type, column.required, found.get(name)),
    ...(index === undefined ? [] : compareColumn(table, index, 'bytea', column.required, found.get(index))),
  ])
}

function compareColumn(
  table: string,
  name: string,
  type: string,
  required: boolean,
  found: { type: string; required: boolean } | undefined,
): string[] {
  if (!found) return [`alter table ${table} add column ${name} ${type}${required ? ' not null' : ''};`]
  const wanted: string[] = []
  if (found.type !== type)
    wanted.push(`alter table ${table} alter column ${name} type ${type}; -- now ${found.type}`)
  if (found.required !== required) {
    wanted.push(`alter table ${table} alter column ${name} ${required ? 'set' : 'drop'} not null;`)
  }
  return wanted
}
