/** Changes everything outside some places: rows come, rows go, and all that stay are touched. */
import type { City } from './open-city.ts'
import { fillAudit, fillCity, rowPlaces } from './city/fill-city.ts'

/** Does so past every policy; `covered` stays as it is, and the new rows are the `first` of their places and the next. */
export async function changeElsewhere(
  city: City,
  covered: ReadonlySet<number>,
  first: number,
): Promise<void> {
  const { admin, database, keys, tables } = city
  const more = rowPlaces([first, first + 1]).filter(({ division }) => !covered.has(division))
  await fillCity(admin, keys, more)
  await fillAudit(database, more)
  await admin.query('begin; set local session_replication_role = replica')
  for (const table of tables) {
    if (table === 'audit.entry') continue
    const keep = [...covered]
    const { rows } = await admin.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, null) as type from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [table],
    )
    // Whatever is sorted by time now comes first, and whatever is counted has another number.
    const touched = rows.filter(({ name, type }) => type === 'timestamp with time zone' || name === 'ver')
    const changes = touched.map(({ name, type }) =>
      type === 'integer' ? `"${name}" = "${name}" + 1` : `"${name}" = "${name}" + interval '40 days'`,
    )
    if (changes.length > 0)
      await admin.query(`update ${table} set ${changes.join(', ')} where division <> all ($1)`, [keep])
    await admin.query(
      `delete from ${table} where division <> all ($1) and ctid in (select min(ctid) from ${table} group by division)`,
      [keep],
    )
  }
  await admin.query('commit')
}
