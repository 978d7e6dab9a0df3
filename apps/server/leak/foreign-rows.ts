/** Checksums of all rows by table and place: what a run may not change outside the asker's places. */
import type { Askable } from '../catalog/inspect-catalog.ts'

/** The checksum of each table in each place, by `table/division`. */
export type RowSums = ReadonlyMap<string, string>

/** Reads them, past every policy. */
export async function rowSums(database: Askable, tables: readonly string[]): Promise<RowSums> {
  const parts = tables.map(
    (table) =>
      `select '${table}/' || division as key, md5(string_agg(md5(t::text), '' order by md5(t::text))) as sum from ${table} t group by division`,
  )
  const accounts = `select 'access.account/' || home as key, md5(string_agg(md5(t::text), '' order by id)) as sum from access.account t where home is not null group by home`
  const { rows } = await database.query([...parts, accounts].join('\nunion all\n'))
  return new Map(rows.map(({ key, sum }) => [String(key), String(sum)]))
}

/** Answers `table/division` of everything outside the covered places that differs, has come or has gone. */
export function changedOutside(before: RowSums, after: RowSums, covered: ReadonlySet<number>): string[] {
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys].filter((key) => {
    const division = Number(key.slice(key.indexOf('/') + 1))
    return !covered.has(division) && before.get(key) !== after.get(key)
  })
}
