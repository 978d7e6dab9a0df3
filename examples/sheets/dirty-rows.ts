/** A sheet that is made wrong on purpose: every defect is labelled with its row, column, kind and reason. */
import { columnName } from '@xinlu/kernel/exchange'
import type { OfficeCell } from './office-workbook.ts'

/** A defect that must be reported as an error, and the content that puts it right. */
export interface ErrorLabel {
  row: number
  /** The column's letter; null when the row as a whole is meant. */
  column: string | null
  header: string | null
  kind: string
  /** The code of the reason. */
  reason: string
  right: string | number | null
}

/** Something odd that is read all the same; `note` is the code of the note it leaves, or null when it leaves none. */
export interface RepairLabel {
  row: number
  column: string | null
  header: string | null
  kind: string
  reason: 'repaired'
  note: string | null
  /** The content as it is kept, written plainly. */
  becomes: string | null
}

/** The rows and labels of one dirty sheet. */
export class DirtyRows {
  readonly headers: readonly string[]
  readonly rows: OfficeCell[][] = []
  readonly errors: ErrorLabel[] = []
  readonly repairs: RepairLabel[] = []
  readonly #above: number

  /** `above` is the number of lines over the data: title and header. */
  constructor(headers: readonly string[], above: number) {
    this.headers = headers
    this.#above = above
  }

  /** Adds a good row and answers its number in the sheet. */
  add(cells: Readonly<Record<string, OfficeCell>>): number {
    this.rows.push(this.headers.map((header) => cells[header] ?? null))
    return this.rows.length + this.#above
  }

  /** Spoils a cell of a row; the content it had is the right one. */
  spoil(row: number, header: string, wrong: OfficeCell, kind: string, reason: string): void {
    const right = this.#replace(row, header, wrong)
    this.errors.push({ row, column: this.#letter(header), header, kind, reason, right })
  }

  /** Labels an error of a whole row; `header` and `right` say which cell puts it right, if one has to. */
  blame(row: number, kind: string, reason: string, fix?: { header: string; right: string }): void {
    this.errors.push({
      row,
      column: null,
      header: fix?.header ?? null,
      kind,
      reason,
      right: fix?.right ?? null,
    })
  }

  /** Writes a cell in an odd way that must be understood as what it was, or as what is told. */
  twist(row: number, header: string, odd: OfficeCell, kind: string, note: string | null, as?: string): void {
    const plain = this.#replace(row, header, odd)
    const becomes = as ?? (plain === null ? null : String(plain))
    this.repairs.push({ row, column: this.#letter(header), header, kind, reason: 'repaired', note, becomes })
  }

  /** Labels a row that is read and says so. */
  remark(row: number, kind: string, note: string): void {
    this.repairs.push({ row, column: null, header: null, kind, reason: 'repaired', note, becomes: null })
  }

  /** Puts something to the right of the last header. */
  append(row: number, cell: OfficeCell): void {
    this.rows[row - this.#above - 1]!.push(cell)
  }

  #replace(row: number, header: string, cell: OfficeCell): string | number | null {
    const cells = this.rows[row - this.#above - 1]!
    const at = this.headers.indexOf(header)
    const before = cells[at] ?? null
    cells[at] = cell
    if (before !== null && typeof before === 'object')
      throw new Error(`${header} was spoilt twice in row ${row}`)
    return before
  }

  #letter(header: string): string {
    return columnName(this.headers.indexOf(header))
  }
}
