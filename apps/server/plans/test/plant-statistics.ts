/** Makes a small database look to the planner as if the whole city were in it. */
import { chownSync, existsSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OwnerConnection } from '../../database/with-owner.ts'
import { REAL_HOUSEHOLDS, realRows } from './real-size.ts'

const PAGE = 8192
const SEGMENT = 131_072

/**
 * Multiplies rows and pages of every table and index to the real size. The planner measures a file before it believes a
 * row count, so the files are stretched with empty pages, which take no room on disk. Only for a database that is thrown
 * away, on this machine, of this process: its statements can be planned afterwards, and never run.
 */
export async function plantRealSize(owner: OwnerConnection, households: number): Promise<void> {
  await owner.query('alter system set autovacuum = off')
  await owner.query('select pg_reload_conf()')
  await countPlacesAlike(owner)
  await owner.query('vacuum analyze')
  await owner.query('checkpoint')
  const { rows } = await owner.query<Relation>(relations)
  for (const relation of rows) {
    const wanted =
      realRows[relation.table] ??
      (relation.tableRows > 0 ? (relation.tableRows * REAL_HOUSEHOLDS) / households : REAL_HOUSEHOLDS)
    // The tree of places is whole in every city.
    const factor = relation.table.startsWith('divisions.') ? 1 : wanted / Math.max(1, relation.tableRows)
    if (factor <= 1) continue
    const pages = Math.ceil(Math.max(1, relation.pages) * factor)
    stretch(join(relation.directory, relation.file), pages)
    await owner.query(
      `select pg_restore_relation_stats('schemaname', $1::text, 'relname', $2::text, 'relpages', $3::int,
        'reltuples', $4::real, 'relallvisible', $5::int)`,
      [
        relation.schema,
        relation.name,
        pages,
        Math.round(Math.max(1, relation.rows) * factor),
        Math.round(pages * 0.9),
      ],
    )
  }
}

interface Relation {
  schema: string
  name: string
  table: string
  tableRows: number
  rows: number
  pages: number
  directory: string
  file: string
}

const relations = `
  select n.nspname as schema, c.relname as name, tn.nspname || '.' || t.relname as table, t.reltuples::float8 as "tableRows",
    c.reltuples::float8 as rows, c.relpages as pages, current_setting('data_directory') as directory,
    pg_relation_filepath(c.oid) as file
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join pg_index i on i.indexrelid = c.oid
  join pg_class t on t.oid = coalesce(i.indrelid, c.oid) join pg_namespace tn on tn.oid = t.relnamespace
  where c.relkind in ('r', 'i') and n.nspname !~ '^(pg_|information_schema$|migrations$)'`

// In a sample each household may have a village of its own; in the city there are as many villages as there are.
async function countPlacesAlike(owner: OwnerConnection): Promise<void> {
  const { rows } = await owner.query<{ table: string; column: string; villages: number }>(`
    select a.attrelid::regclass::text as table, quote_ident(a.attname) as column,
      (select count(*) from divisions.division where level = 'village')::int as villages
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$|divisions$)' and a.attname ~ 'division$'
      and a.atttypid = 'bigint'::regtype and not a.attisdropped`)
  for (const { table, column, villages } of rows)
    await owner.query(`alter table ${table} alter column ${column} set (n_distinct = ${villages})`)
}

function stretch(path: string, pages: number): void {
  const { uid, gid } = statSync(path)
  for (let segment = 0; segment * SEGMENT < pages; segment += 1) {
    const file = segment === 0 ? path : `${path}.${segment}`
    if (!existsSync(file)) {
      writeFileSync(file, '')
      chownSync(file, uid, gid)
    }
    truncateSync(file, Math.min(SEGMENT, pages - segment * SEGMENT) * PAGE)
  }
}
