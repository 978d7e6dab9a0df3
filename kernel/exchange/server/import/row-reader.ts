/** Turns the rows of an open sheet into parsed rows, after its header was found. */
import { reason, type Reason, type Result } from '../../../basis/index.ts'
import {
  headerRowsSeen,
  matchHeaders,
  rowParser,
  type AnyRow,
  type HeaderMatch,
  type Ledger,
  type ReadContext,
  type RowParser,
} from '../../../ledgers/index.ts'
import { cellText, columnIndex, columnName, type SheetRow } from '../../cell.ts'
import type { HeaderCell } from '../../batch.ts'
import { givenCell } from '../../given-cell.ts'
import { sheetRefused } from '../../sheet-problem.ts'
import type { OpenSheet } from '../sheet/open-sheet.ts'

/** A row of the sheet with what became of it. */
export interface ReadRow {
  n: number
  parsed: Result<AnyRow>
  sheetRow: SheetRow
}

/** A sheet whose header was found. `parsed` can be walked once. */
export interface OpenRows {
  header: HeaderCell[]
  parsed(): AsyncIterable<ReadRow[]>
}

/**
 * Finds the header and answers the rows behind it. Throws `sheetRefused` when the sheet is not the ledger's: no or
 * wrong header, no rows, everything shifted, merged cells among the data.
 */
export async function openRows(
  sheet: OpenSheet,
  ledger: Ledger,
  context: ReadContext,
  fileName: string,
): Promise<OpenRows> {
  const refused = (...reasons: Reason[]) => sheetRefused({ name: fileName, reasons }, { reasons })
  const place = (row: number, column?: number) =>
    `工作表“${sheet.sheetName}”第${row}行${column === undefined ? '' : `${columnName(column)}列`}`
  const batches = sheet.rows()[Symbol.asyncIterator]()
  const first = await batches.next()
  const top: SheetRow[] = first.done ? [] : first.value
  const headerRows = top.slice(0, headerRowsSeen).map(({ n, cells }) => ({ n, cells: cells.map(cellText) }))
  if (headerRows.length === 0) {
    await sheet.close()
    throw refused(reason('exchange.no-rows', `工作表“${sheet.sheetName}”是空的，请确认选对了文件和工作表。`))
  }
  const match = matchHeaders(ledger, headerRows, place)
  if (!match.ok) {
    await sheet.close()
    throw refused(...match.reasons)
  }
  const header = headerCells(match.value, headerRows)
  const parse = rowParser(ledger, match.value, context)
  return {
    header,
    async *parsed() {
      let rows = 0
      let batch: SheetRow[] | undefined = top
      let shifted = 0
      while (batch) {
        const read = readBatch(batch, match.value.row, parse)
        rows += read.length
        shifted += read.filter(isShifted).length
        // Not one row of the beginning fits under the header: the whole sheet is displaced, not its rows.
        if (batch === top && read.length > 1 && shifted === read.length)
          throw refused(shiftedReason(place, read))
        if (read.length > 0) yield read
        const next = await batches.next()
        batch = next.done ? undefined : next.value
      }
      if (rows === 0)
        throw refused(reason('exchange.no-rows', `${place(match.value.row)}的表头下面没有数据行。`))
      const merged = sheet.mergedRanges().find((range) => lastRowOf(range) > match.value.row)
      if (merged !== undefined) {
        const message = `工作表“${sheet.sheetName}”的${merged}是合并单元格，请取消合并，并在每一行填上内容。`
        throw refused(reason('exchange.merged-cells', message, { value: merged }))
      }
    },
  }
}

function readBatch(batch: readonly SheetRow[], headerRow: number, parse: RowParser): ReadRow[] {
  const read: ReadRow[] = []
  for (const sheetRow of batch) {
    if (sheetRow.n <= headerRow) continue
    const parsed = parse(sheetRow.cells.map(givenCell))
    if (parsed) read.push({ n: sheetRow.n, parsed, sheetRow })
  }
  return read
}

function headerCells(
  { row, columns }: HeaderMatch,
  rows: readonly { n: number; cells: string[] }[],
): HeaderCell[] {
  const cells = rows.find(({ n }) => n === row)?.cells ?? []
  return cells.map((title, at) => ({ title, key: columns[at] ?? null }))
}

function isShifted({ parsed }: ReadRow): boolean {
  return !parsed.ok && parsed.reasons.some((why) => why.code === 'ledger.row.no-header')
}

function shiftedReason(place: (row: number, column?: number) => string, read: readonly ReadRow[]): Reason {
  const { sheetRow } = read[0]!
  const at = sheetRow.cells.findIndex((cell) => cellText(cell) !== '')
  const message = `${place(sheetRow.n, Math.max(at, 0))}起的数据与表头不在同一列，可能整体错位，请对照模板把数据移到各自的表头下面。`
  return reason('exchange.shifted', message)
}

function lastRowOf(range: string): number {
  const end = range.split(':').at(-1) ?? ''
  return columnIndex(end) < 0 ? 0 : Number(/\d+$/.exec(end)?.[0] ?? 0)
}
