/** Loads the list of places; loading the same list again changes nothing. */
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import {
  levelOf,
  parentOf,
  parseDay,
  parseDivisionCode,
  reason,
  type DivisionCode,
  type Reason,
  type Result,
} from '../../basis/index.ts'
import { initialsOf, pinyinOf } from './pinyin-of.ts'
import type { Tx } from './store.ts'

/** The texts of `divisions.csv` and `division-points.csv`. */
export type DivisionFiles = { divisions: string; points?: string }

/** How many places were new, how many followed the list, how many stayed as they were. */
export type DivisionsLoaded = { added: number; updated: number; unchanged: number }

/**
 * Loads the list in one statement. Places that were changed in the system since (merged, renamed …) stay as they are:
 * the recorded history is newer than any list. Refuses with all faulty lines and then writes nothing.
 */
export async function loadDivisions(tx: Tx, files: DivisionFiles): Promise<Result<DivisionsLoaded>> {
  const points = new Map(parseCsv(files.points ?? '').map((row) => [row['code']?.padEnd(12, '0'), row]))
  const rows: object[] = []
  const reasons: Reason[] = []
  const codes = new Set<DivisionCode>()
  parseCsv(files.divisions).forEach((line, index) => {
    const path = `第${index + 2}行`
    const code = parseDivisionCode(line['code'])
    const validFrom = parseDay(line['valid_from'])
    for (const read of [code, validFrom])
      if (!read.ok) reasons.push(...read.reasons.map((why) => ({ ...why, path })))
    if (!line['name'] || !line['kind']) {
      reasons.push(reason('divisions.name', '名称和类别不能为空，请补全。', { path, value: line['code'] }))
    }
    if (!code.ok || !validFrom.ok) return
    if (codes.has(code.value)) {
      reasons.push(
        reason('divisions.twice', `代码${code.value}出现了两次，请删去一行。`, { path, value: code.value }),
      )
    }
    codes.add(code.value)
    const point = points.get(String(code.value))
    rows.push({
      code: code.value,
      parent: parentOf(code.value),
      level: levelOf(code.value),
      name: line['name'],
      kind: line['kind'],
      pinyin: pinyinOf(line['name'] ?? ''),
      initials: initialsOf(line['name'] ?? ''),
      urban_rural: line['urban_rural'] || null,
      lon: point?.['lon'] ?? null,
      lat: point?.['lat'] ?? null,
      valid_from: validFrom.value,
    })
  })
  if (reasons.length > 0) return { ok: false, reasons }
  return { ok: true, value: await write(tx, rows) }
}

async function write(tx: Tx, rows: object[]): Promise<DivisionsLoaded> {
  // A place whose parent is not on the list (the province above a city) stands at the top.
  const { rows: written } = await sql<{ inserted: boolean }>`
    with listed as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line(
        code bigint, parent bigint, level text, name text, kind text, pinyin text, initials text,
        urban_rural text, lon numeric(9, 6), lat numeric(9, 6), valid_from date)
    )
    insert into divisions.division as stored
      (code, parent, level, name, kind, pinyin, initials, urban_rural, lon, lat, valid_from)
    select code, parent_known.parent, level, name, kind, pinyin, initials, urban_rural, lon, lat, valid_from
    from listed
    left join lateral (
      select listed.parent where exists (select from listed above where above.code = listed.parent)
        or exists (select from divisions.division above where above.code = listed.parent)
    ) parent_known on true
    on conflict (code) do update set
      parent = excluded.parent, name = excluded.name, kind = excluded.kind, pinyin = excluded.pinyin,
      initials = excluded.initials, urban_rural = excluded.urban_rural, lon = excluded.lon, lat = excluded.lat,
      valid_from = excluded.valid_from
    where stored.ver = 1
      and (stored.parent, stored.name, stored.kind, stored.pinyin, stored.initials, stored.urban_rural, stored.lon,
        stored.lat, stored.valid_from) is distinct from (excluded.parent, excluded.name, excluded.kind, excluded.pinyin,
        excluded.initials, excluded.urban_rural, excluded.lon, excluded.lat, excluded.valid_from)
    returning (xmax = 0) as inserted`.execute(tx)
  const added = written.filter((row) => row.inserted).length
  return { added, updated: written.length - added, unchanged: rows.length - written.length }
}

function parseCsv(text: string): Record<string, string>[] {
  return parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true })
}
