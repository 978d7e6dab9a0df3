/** A cell as the sheet holds it, before anyone decides what it means. */
import type { Day } from '../basis/index.ts'

/** A cell that holds a value itself. */
export type PlainCell =
  | { kind: 'empty' }
  | { kind: 'text'; text: string }
  /** `written` is the number as the file spells it: `140902199001011234` here has already lost its last digits. */
  | { kind: 'number'; value: number; written: string }
  /** `time` is `HH:MM:SS`, absent at midnight. */
  | { kind: 'date'; day: Day; time?: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'error'; text: string }

/** What stands in one cell; a formula keeps the value its program last computed, and is never computed here. */
export type Cell = PlainCell | { kind: 'formula'; formula: string; cached: PlainCell }

/** One row; `n` is its number in the sheet, from 1, as the office sees it at the left edge. */
export type SheetRow = { n: number; cells: Cell[] }

/** The cell without content; also what stands beyond the last cell of a row. */
export const emptyCell: PlainCell = { kind: 'empty' }

/**
 * Writes a cell as the office would read it on the screen; empty is `''`, a formula shows its cached value.
 *
 * @example cellText({ kind: 'date', day }) // '2026-11-24'
 */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return ''
  switch (cell.kind) {
    case 'empty':
      return ''
    case 'text':
    case 'error':
      return cell.text
    case 'number':
      return cell.written
    case 'date':
      return cell.time === undefined ? cell.day : `${cell.day} ${cell.time}`
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE'
    case 'formula':
      return cellText(cell.cached)
    default:
      return cell satisfies never
  }
}

/** The name of a column as the office knows it: 0 is A, 26 is AA. */
export function columnName(index: number): string {
  let name = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}

/** The index of a column from a reference such as `C7` or `C`, or -1 when it names no column. */
export function columnIndex(ref: string): number {
  let index = 0
  for (let at = 0; at < ref.length; at++) {
    const letter = ref.charCodeAt(at) & 0xdf
    if (letter < 65 || letter > 90) break
    index = index * 26 + (letter - 64)
  }
  return index - 1
}
