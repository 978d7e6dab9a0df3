/** What of a database belongs into a backup, read from its own catalog. */
import type pg from 'pg'

/** A table, the columns that are stored by somebody (not computed), and the key that orders its rows. */
export interface TablePlan {
  name: string
  columns: string[]
  key: string[]
}

/** Answers every table of ours except the list of migrations, by name; a table without a key is an error. */
export async function listTables(client: pg.ClientBase): Promise<TablePlan[]> {
  const { rows } = await client.query<TablePlan>(`
    select n.nspname || '.' || c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select array_agg(quote_ident(a.attname) || case when t.typcollation <> 0 then ' collate "C"' else '' end order by k.at)
        from pg_index i cross join unnest(i.indkey::int[]) with ordinality k (num, at)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num join pg_type t on t.oid = a.atttypid
        where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
      and n.nspname !~ '^(pg_|information_schema$)' and n.nspname not in ('migrations', 'public')
    order by 1`)
  for (const { name, key } of rows) if (!key) throw new Error(`backup: ${name} has no primary key`)
  return rows
}

/** Answers the migrations that ran, by name. */
export async function listMigrations(client: pg.ClientBase): Promise<{ name: string; digest: string }[]> {
  const { rows } = await client.query<{ name: string; digest: string }>(
    'select name, digest from migrations.migration order by name collate "C"',
  )
  return rows
}

/** The settings under which rows are written and read the same way everywhere. */
export const copySettings = `
  set local client_encoding = 'UTF8'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local timezone = 'UTC'; set local extra_float_digits = 3; set local bytea_output = 'hex';
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
  set local search_path = pg_catalog`

/** The statement that writes a table as text in the order of its key, alike in every database and locale. */
export function copyOut(client: pg.ClientBase, { name, columns, key }: TablePlan): string {
  const listed = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  return `copy (select ${listed} from ${quoted(client, name)} order by ${key.join(', ')}) to stdout`
}

/** The statement that reads a table back. */
export function copyIn(
  client: pg.ClientBase,
  { name, columns }: Pick<TablePlan, 'name' | 'columns'>,
): string {
  const listed = columns.map((column) => client.escapeIdentifier(column)).join(', ')
  return `copy ${quoted(client, name)} (${listed}) from stdin`
}

/** Answers `"schema"."table"`. */
export function quoted(client: pg.ClientBase, name: string): string {
  return name
    .split('.')
    .map((part) => client.escapeIdentifier(part))
    .join('.')
}
