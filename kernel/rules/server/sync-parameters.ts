/** Puts the parameter values a catalogue ships with into the table, and leaves what staff set alone. */
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import type { Catalogue } from '../catalogue.ts'

/** How many shipped values were added or corrected, and taken away. */
export type SyncReport = { written: number; removed: number }

/**
 * Makes the shipped values equal to the catalogue. A value staff set for the same place and day stays as it is.
 * Doing it twice changes nothing the second time.
 */
export async function syncParameters(
  tx: Tx,
  { parameters }: Pick<Catalogue, 'parameters'>,
): Promise<SyncReport> {
  const keys = Object.keys(parameters)
  const shipped = Object.values(parameters).flatMap(({ key, values }) =>
    values.map((row) => ({
      key,
      place: row.place,
      value: row.value,
      from_on: row.from,
      to_on: row.to ?? null,
      document: row.document,
      confidence: row.confidence,
      note: row.note ?? null,
    })),
  )
  const rows = sql`jsonb_to_recordset(${JSON.stringify(shipped)}::jsonb) as s (key text, place bigint, value numeric,
    from_on date, to_on date, document text, confidence text, note text)`
  const removed = await sql`
    delete from rules.parameter t
    where t.by_account is null and t.key = any (${keys}::text[]) and not exists (
      select from ${rows} where s.key = t.key and s.place = t.place and s.from_on = t.from_on)`.execute(tx)
  const written = await sql`
    insert into rules.parameter as t (key, place, value, from_on, to_on, document, confidence, note)
    select key, place, value, from_on, to_on, document, confidence, note from ${rows}
    on conflict (key, place, from_on) do update
    set value = excluded.value, to_on = excluded.to_on, document = excluded.document,
      confidence = excluded.confidence, note = excluded.note, at = now()
    where t.by_account is null and (t.value, t.to_on, t.document, t.confidence, t.note)
      is distinct from (excluded.value, excluded.to_on, excluded.document, excluded.confidence, excluded.note)`.execute(
    tx,
  )
  return { written: Number(written.numAffectedRows ?? 0), removed: Number(removed.numAffectedRows ?? 0) }
}
