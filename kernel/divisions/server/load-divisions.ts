/** Loads the list of places; loading the same list again changes nothing. */
import { parse } from 'csv-parse/sync'
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
import { storeList, type DivisionsLoaded, type ListedPlace, type Tx } from './store.ts'

/** The texts of `divisions.csv` and `division-points.csv`. */
export type DivisionFiles = { divisions: string; points?: string }

/**
 * Loads the list in one statement. Places that were changed in the system since (merged, renamed …) stay as they are:
 * the recorded history is newer than any list. Refuses with all faulty lines and then writes nothing.
 */
export async function loadDivisions(tx: Tx, files: DivisionFiles): Promise<Result<DivisionsLoaded>> {
  const points = new Map(parseCsv(files.points ?? '').map((row) => [row['code']?.padEnd(12, '0'), row]))
  const rows: ListedPlace[] = []
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
      parent: parentOf(code.value) ?? null,
      level: levelOf(code.value),
      name: line['name'] ?? '',
      kind: line['kind'] ?? '',
      pinyin: pinyinOf(line['name'] ?? ''),
      initials: initialsOf(line['name'] ?? ''),
      urban_rural: line['urban_rural'] || null,
      lon: point?.['lon'] ?? null,
      lat: point?.['lat'] ?? null,
      valid_from: validFrom.value,
    })
  })
  if (reasons.length > 0) return { ok: false, reasons }
  return { ok: true, value: await storeList(tx, rows) }
}

function parseCsv(text: string): Record<string, string>[] {
  return parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true })
}
