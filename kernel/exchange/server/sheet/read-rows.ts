/** Reads the rows of one sheet as they stream by. */
import { emptyCell, columnIndex, columnName, type Cell, type PlainCell, type SheetRow } from '../../cell.ts'
import { batchCharacters, batchRows, type SheetLimits } from '../../limits.ts'
import { sheetReason } from '../../sheet-problem.ts'
import { dayAndTime, dayOfSerial, type SerialDay } from './date-format.ts'
import { parsePart } from './parse-part.ts'
import type { SheetEntry, Workbook } from './read-workbook.ts'
import { RefusedFile } from './refused-file.ts'
import { decodeEscapes } from './xml-text.ts'

type OpenCell = { column: number; type: string; style: number; value: string; formula: string | null }

/** The merged ranges named at the end of a sheet, as `A1:C1`; filled when the last row was read. */
export type MergedRanges = string[]

const keptMerges = 1000

/**
 * Yields a sheet's rows in the order of the file, in batches. Cells without a reference follow the one before;
 * rows without a number likewise. Hidden rows are rows: what is in the file is never left out silently.
 */
export async function* readRows(
  workbook: Workbook,
  sheet: SheetEntry,
  limits: SheetLimits,
  merges: MergedRanges,
): AsyncGenerator<SheetRow[]> {
  let batch: SheetRow[] = []
  let characters = 0
  let inData = false
  let row: SheetRow | null = null
  let rowNumber = 0
  let cell: OpenCell | null = null
  let nextColumn = 0
  let into: 'value' | 'formula' | null = null
  let phonetic = false

  const place = (column: number) => `工作表“${sheet.name}”第${rowNumber}行${columnName(column)}列`

  const finishCell = (open: OpenCell, into: SheetRow) => {
    if (open.value.length > limits.cellCharacters)
      throw new RefusedFile(sheetReason('long-cell', place(open.column)))
    const plain = plainCell(open, workbook)
    const made: Cell =
      open.formula === null ? plain : { kind: 'formula', formula: open.formula, cached: plain }
    if (made.kind === 'empty') return
    if (open.column >= limits.columns) throw new RefusedFile(sheetReason('too-wide', place(open.column)))
    while (into.cells.length < open.column) into.cells.push(emptyCell)
    into.cells[open.column] = made
    characters += plain.kind === 'text' ? plain.text.length : 8
  }

  const pieces = parsePart(workbook.zip, sheet.entry, {
    open: (name, attributes) => {
      if (name === 'c' && row) {
        const column = attributes.r === undefined ? nextColumn : columnIndex(attributes.r)
        if (column < 0) throw new RefusedFile(sheetReason('damaged', `单元格位置“${attributes.r}”`))
        nextColumn = column + 1
        cell = {
          column,
          type: attributes.t ?? 'n',
          style: Number(attributes.s ?? 0),
          value: '',
          formula: null,
        }
      } else if (name === 'v' || name === 't') {
        if (cell && !phonetic) into = 'value'
      } else if (name === 'f') {
        if (cell) {
          cell.formula = ''
          into = 'formula'
        }
      } else if (name === 'row' && inData) {
        rowNumber = attributes.r === undefined ? rowNumber + 1 : Number(attributes.r)
        if (!Number.isInteger(rowNumber) || rowNumber < 1)
          throw new RefusedFile(sheetReason('damaged', '行号'))
        if (rowNumber > limits.rows) throw new RefusedFile(sheetReason('too-tall'))
        row = { n: rowNumber, cells: [] }
        nextColumn = 0
      } else if (name === 'rPh') phonetic = true
      else if (name === 'sheetData') inData = true
      else if (name === 'mergeCell' && merges.length < keptMerges && attributes.ref)
        merges.push(attributes.ref)
    },
    text: (text) => {
      if (!cell || into === null) return
      if (into === 'value') cell.value += text
      else cell.formula += text
    },
    close: (name) => {
      if (name === 'v' || name === 't' || name === 'f') into = null
      else if (name === 'rPh') phonetic = false
      else if (name === 'c') {
        if (cell && row) finishCell(cell, row)
        cell = null
      } else if (name === 'row') {
        if (row && row.cells.length > 0) batch.push(row)
        row = null
      } else if (name === 'sheetData') inData = false
    },
  })
  for await (const _ of pieces) {
    if (batch.length < batchRows && characters < batchCharacters) continue
    yield batch
    batch = []
    characters = 0
  }
  if (batch.length > 0) yield batch
}

function plainCell(open: OpenCell, workbook: Workbook): PlainCell {
  const { value } = open
  switch (open.type) {
    case 's':
      return textCell(workbook.sharedTexts[Number(value)] ?? '')
    case 'inlineStr':
    case 'str':
      return textCell(decodeEscapes(value))
    case 'b':
      return value === '' ? emptyCell : { kind: 'boolean', value: value === '1' || value === 'true' }
    case 'e':
      return { kind: 'error', text: value }
    case 'd': {
      const at = dayAndTime(value)
      return at ? { kind: 'date', ...at } : textCell(value)
    }
    default:
      return numberCell(open, workbook)
  }
}

function textCell(text: string): PlainCell {
  return text === '' ? emptyCell : { kind: 'text', text }
}

function numberCell(open: OpenCell, workbook: Workbook): PlainCell {
  const written = open.value.trim()
  if (written === '') return emptyCell
  const value = Number(written)
  if (!Number.isFinite(value)) return textCell(open.value)
  if (workbook.dateStyles[open.style]) {
    const at = dayAt(value, workbook)
    if (at) return 'day' in at ? { kind: 'date', ...at } : textCell(at.beyond)
  }
  return { kind: 'number', value, written }
}

const keptDays = 50_000

function dayAt(serial: number, { days, date1904 }: Workbook): SerialDay | null {
  let at = days.get(serial)
  if (at === undefined) {
    at = dayOfSerial(serial, date1904)
    if (days.size < keptDays) days.set(serial, at)
  }
  return at
}
