/** Finds the header row of a sheet, and says which column of the ledger each of its columns is. */
import { halfWidth, ok, reason, refuse, replaceBlanks, type Reason, type Result } from '../basis/index.ts'
import type { Ledger } from './definition.ts'

/** A row near the top of a sheet, as text; `n` is its number, from 1. */
export interface HeaderRow {
  n: number
  cells: readonly string[]
}

/** The header row, and for each column of the sheet a key, null for one that is passed over, nothing for no header. */
export interface HeaderMatch {
  row: number
  columns: readonly (string | null | undefined)[]
}

/** How many rows from the top are looked at; titles and notes stand above the header, registers do not. */
export const headerRowsSeen = 10

// What every sheet may have: the running number, and the reasons of a file that was given back.
const alwaysIgnored = ['序号', '错误原因']

/**
 * Matches the first rows of a sheet with the ledger: labels and aliases are compared without blanks, full-width forms
 * and the star of required columns. Refuses with one sentence for each fault, each with its place as `place` words it.
 */
export function matchHeaders(
  ledger: Ledger,
  rows: readonly HeaderRow[],
  place: (row: number, column?: number) => string,
): Result<HeaderMatch> {
  const known = knownHeaders(ledger)
  const scored = rows.slice(0, headerRowsSeen).map((row) => ({ row, hits: hitsOf(row, known) }))
  const best = scored.reduce((top, one) => (one.hits.size > top.hits.size ? one : top), {
    row: { n: 1, cells: [] } as HeaderRow,
    hits: new Set<string>(),
  })
  if (best.hits.size === 0) return refuse(noHeader(ledger, place(rows[0]?.n ?? 1)))
  const { row } = best
  const other = scored.find((one) => one.row !== row && [...one.hits].some((key) => !best.hits.has(key)))
  const reasons: Reason[] = []
  const columns: (string | null | undefined)[] = []
  const first = new Map<string, number>()
  for (const [at, cell] of row.cells.entries()) {
    const header = headerKey(cell)
    if (header === '') continue
    const key = known.get(header)
    if (key === undefined) {
      const message = `${place(row.n, at)}的表头“${cell}”不是“${ledger.title}”的栏目，请改成模板中的名称，或删去这一列。`
      reasons.push(reason('ledger.header.unknown', message, { value: cell }))
    } else if (key !== null && first.has(key)) {
      const message = `${place(row.n, at)}的表头“${cell}”与${place(row.n, first.get(key))}重复，请只保留一列。`
      reasons.push(reason('ledger.header.twice', message, { path: key, value: cell }))
    } else if (key !== null) first.set(key, at)
    columns[at] = key
  }
  const missing = Object.entries(ledger.columns).filter(([key, column]) => column.required && !first.has(key))
  if (missing.length > 0 && other) {
    const [upper, lower] = [row.n, other.row.n].sort((a, b) => a - b)
    const message = `${place(upper!)}与第${lower}行合起来才是表头（合并单元格的多层表头），请改成一行表头，每列一个名称。`
    return refuse(reason('ledger.header.merged', message))
  }
  for (const [key, column] of missing) {
    const message = `${place(row.n)}的表头中缺少必填栏目“${column.label}”，请对照模板补上这一列。`
    reasons.push(reason('ledger.header.missing', message, { path: key }))
  }
  // Half of the columns unknown is no slip: it is another register.
  const unknown = reasons.filter((why) => why.code === 'ledger.header.unknown').length
  if (unknown > first.size && missing.length > 0) return refuse(noHeader(ledger, place(row.n)), ...reasons)
  return reasons.length > 0 ? { ok: false, reasons } : ok({ row: row.n, columns })
}

/** A header as it is compared. */
export function headerKey(header: string): string {
  return replaceBlanks(halfWidth(header)).replace(/^\*+|\*+$/g, '')
}

function knownHeaders(ledger: Ledger): Map<string, string | null> {
  const known = new Map<string, string | null>()
  for (const header of [...alwaysIgnored, ...ledger.ignored]) known.set(headerKey(header), null)
  for (const [key, column] of Object.entries(ledger.columns)) {
    for (const header of [...column.aliases, column.label]) known.set(headerKey(header), key)
  }
  return known
}

function hitsOf(row: HeaderRow, known: Map<string, string | null>): Set<string> {
  return new Set(row.cells.flatMap((cell) => known.get(headerKey(cell)) ?? []))
}

function noHeader(ledger: Ledger, where: string): Reason {
  const required = Object.values(ledger.columns).filter((column) => column.required)
  const names = required.slice(0, 4).map((column) => `“${column.label}”`)
  const message = `${where}起的前${headerRowsSeen}行中没有“${ledger.title}”的表头（应有${names.join('、')}等栏目），可能选错了文件或工作表，请核对后再上传。`
  return reason('ledger.header.none', message)
}
