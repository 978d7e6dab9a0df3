/** Reads one row of a sheet into a typed row, or into every reason against it. */
import { ok, reason, trimBlanks, type Reason, type Result } from '../basis/index.ts'
import type { Column, Given, ReadContext } from './column.ts'
import type { AnyRow, Ledger, RowOf } from './definition.ts'
import type { HeaderMatch } from './match-headers.ts'

/** A cell that holds no usable value: an error such as #N/A, or a formula. */
export interface CellFault {
  readonly fault: 'error' | 'formula'
  readonly text: string
}

/** What a cell of a sheet gives to the parser. */
export type GivenCell = Given | CellFault

/** Reads the cells of one row; answers nothing for a row without content. */
export type RowParser<R = AnyRow> = (cells: readonly GivenCell[]) => Result<R> | undefined

/**
 * Makes the parser of a ledger for the columns a header row gave. Every reason has the column's key as `path`, and a
 * sentence that begins with its label; the checks between columns run when all columns are right.
 *
 * @example const parse = rowParser(loans, headers, { today })
 */
export function rowParser<L extends Ledger>(
  ledger: L,
  header: HeaderMatch,
  context: ReadContext,
): RowParser<RowOf<L>> {
  const readers = Object.entries(ledger.columns).map(([key, column]) => ({
    key,
    column,
    at: header.columns.indexOf(key),
  }))
  const width = header.columns.length
  const named = header.columns.map((column) => column !== undefined)
  return (cells) => {
    const row: Record<string, unknown> = {}
    const notes: Reason[] = []
    const reasons: Reason[] = []
    let filled = 0
    for (const { key, column, at } of readers) {
      const given = at < 0 ? null : (cells[at] ?? null)
      if (isBlank(given)) {
        row[key] = null
        if (column.required) reasons.push(about(column, key, reason('ledger.required', '必填，没有填写。')))
        continue
      }
      filled += 1
      const read = isFault(given) ? faultOf(given) : column.parse(given, context)
      if (read.ok) {
        row[key] = read.value
        if (read.notes) notes.push(...read.notes.map((note) => about(column, key, note)))
      } else reasons.push(...read.reasons.map((why) => about(column, key, why)))
    }
    for (let at = 0; at < cells.length; at += 1) {
      if ((at < width && named[at]) || isBlank(cells[at] ?? null)) continue
      filled += 1
      reasons.push(reason('ledger.row.no-header', '右侧有内容所在的列没有表头，可能整行错位，请核对。'))
      break
    }
    if (filled === 0) return undefined
    if (reasons.length === 0) reasons.push(...ledger.check(row))
    if (reasons.length > 0) return { ok: false, reasons }
    // Every column of the ledger was read above, so the record is a row of it.
    return ok(row as RowOf<L>, notes)
  }
}

/** Reads a row given by keys, as a form sends it. */
export function parseRow<L extends Ledger>(
  ledger: L,
  given: Readonly<Record<string, Given>>,
  context: ReadContext,
): Result<RowOf<L>> {
  const keys = Object.keys(ledger.columns)
  const parse = rowParser(ledger, { row: 0, columns: keys }, context)
  const cells = keys.map((key) => given[key] ?? null)
  // A form without any content is a row whose required columns are missing, not a blank line.
  return parse(cells) ?? { ok: false, reasons: [reason('ledger.row.blank', '还没有填写任何内容。')] }
}

function isFault(given: GivenCell): given is CellFault {
  return typeof given === 'object' && given !== null
}

function isBlank(given: GivenCell): boolean {
  return given === null || (typeof given === 'string' && trimBlanks(given) === '')
}

function faultOf({ fault, text }: CellFault): Result<never> {
  const message =
    fault === 'error'
      ? `单元格是错误值“${text}”，请改成实际内容。`
      : `单元格是公式“=${text.slice(0, 40)}”，请复制后用“选择性粘贴—数值”改成结果再导入。`
  return { ok: false, reasons: [reason(`ledger.cell.${fault}`, message, { value: text })] }
}

function about(column: Column, key: string, why: Reason): Reason {
  return { ...why, message: `“${column.label}”${why.message}`, path: key }
}
