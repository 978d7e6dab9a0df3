/** A copy of every table beside the tables themselves: what has changed, and how to have it back. */
import type { Askable } from '../catalog/inspect-catalog.ts'

/** The tables as they were when they were kept. */
export interface KeptTables {
  readonly tables: readonly string[]
  /** Answers the tables whose rows differ now from the rows kept; of those named, or of all. */
  changed(among?: readonly string[]): Promise<string[]>
  /** Puts the kept rows back. */
  restore(tables: readonly string[]): Promise<void>
  /** Keeps the rows as they are now, until `reset`. */
  rebase(): Promise<void>
  /** Puts everything back as it was at the very first. */
  reset(): Promise<void>
  /** Answers the rows of a table as they are now. */
  rows(table: string): Promise<Record<string, unknown>[]>
}

/** The time at which a session was last seen, the only thing that every request writes. */
const unminded: Readonly<Record<string, string>> = { 'access.session': 'seen_at' }

/** Keeps every table there is, as the superuser. */
export async function keepTables(admin: Askable): Promise<KeptTables> {
  const { rows } = await admin.query(
    `select n.nspname || '.' || c.relname as name,
       (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema$|kept|public$)' order by 1`,
  )
  const columns = new Map(rows.map(({ name, columns: list }) => [String(name), String(list)]))
  const tables = [...columns.keys()]
  await admin.query(
    'drop schema if exists kept cascade; create schema kept; drop schema if exists kept_first cascade; create schema kept_first',
  )
  for (const table of tables) await admin.query(`create table ${keptName(table)} as table ${table}`)
  const digest = (table: string, from: string) =>
    `(select coalesce(md5(string_agg(h, '' order by h)), '') from (
       select md5((to_jsonb(t) - '${unminded[table] ?? ''}')::text) as h from ${from} t) as hashed)`
  let rebased: string[] = []
  const whole: KeptTables = {
    tables,
    async rebase() {
      for (const table of await whole.changed()) {
        if (!rebased.includes(table))
          await admin.query(`create table kept_first."${table}" as table ${keptName(table)}`)
        await admin.query(`truncate ${keptName(table)}; insert into ${keptName(table)} table ${table}`)
        rebased.push(table)
      }
    },
    async reset() {
      for (const table of new Set(rebased)) {
        await admin.query(
          `truncate ${keptName(table)}; insert into ${keptName(table)} table kept_first."${table}"; drop table kept_first."${table}"`,
        )
      }
      rebased = []
      await whole.restore(await whole.changed())
    },
    async changed(among = tables) {
      if (among.length === 0) return []
      const parts = among.map(
        (table) =>
          `select '${table}' as name where ${digest(table, table)} <> ${digest(table, keptName(table))}`,
      )
      const found = await admin.query(parts.join('\nunion all\n'))
      return found.rows.map(({ name }) => String(name))
    },
    async restore(among) {
      if (among.length === 0) return
      const parts = among.map((table) => {
        const list = columns.get(table)!
        return `delete from ${table}; insert into ${table} (${list}) select ${list} from ${keptName(table)};`
      })
      await admin.query(`begin; set local session_replication_role = replica; ${parts.join(' ')} commit`)
    },
    rows: async (table) => (await admin.query(`select * from ${table}`)).rows,
  }
  return whole
}

const keptName = (table: string) => `kept."${table}"`
