/** Writes a made row, past every policy, and finds out which of its columns have to stay empty. */
import pg from 'pg'
import type { Askable } from '../inspect-catalog.ts'
import type { TableShape } from './table-shape.ts'

/**
 * Inserts one row as the superuser, inside a transaction, and answers it as it was accepted. Where a check refuses a
 * full row (two columns that exclude each other), the columns of that check that may be empty are left empty. A table
 * for which no row can be found is an error that names it: its known columns have to be completed.
 */
export async function insertRow(
  database: Askable,
  table: TableShape,
  row: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const tried = { ...row }
  for (const attempt of [1, 2, 3, 4, 5]) {
    await database.query('savepoint row')
    const error = await insert(database, table, tried)
    if (!error) return tried
    await database.query('rollback to savepoint row')
    const emptied = attempt < 5 ? await emptyColumnsOf(database, table, tried, error) : 0
    if (emptied === 0)
      throw new Error(`no row could be made for ${table.name}: ${error.message}`, { cause: error })
  }
  return tried
}

async function insert(
  database: Askable,
  table: TableShape,
  row: Readonly<Record<string, unknown>>,
): Promise<Error | undefined> {
  const names = Object.keys(row)
  const text = `insert into ${table.name} (${names.map((name) => `"${name}"`).join(', ')})
    values (${names.map((_, i) => `$${i + 1}`).join(', ')})`
  return database.query(text, Object.values(row)).then(
    () => undefined,
    (error: Error) => error,
  )
}

async function emptyColumnsOf(
  database: Askable,
  table: TableShape,
  row: Record<string, unknown>,
  error: Error,
): Promise<number> {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23514') return 0
  const { rows } = await database.query(
    `select a.attname as name from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
     where k.conrelid = $1::regclass and k.conname = $2 and not a.attnotnull`,
    [table.name, error.constraint],
  )
  const names = rows.map((found) => String(found.name)).filter((name) => row[name] != null)
  for (const name of names) row[name] = null
  return names.length
}
