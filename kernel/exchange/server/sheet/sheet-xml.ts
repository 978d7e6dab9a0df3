/** Writes the pieces of a worksheet as XML text. */
import { isDay } from '../../../basis/index.ts'
import { columnName } from '../../cell.ts'
import { looksLikeFormula } from '../../text-guard.ts'
import type { ColumnFormat, SheetColumn, SheetValue, WrittenRow } from '../../workbook-plan.ts'
import { serialOfDay } from './date-format.ts'
import { styleIndex, type Look } from './workbook-parts.ts'
import { xmlText } from './xml-text.ts'

const namespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Rows down to which drop-down lists and text formats reach in an empty template. */
const lastRow = 1_048_576

/** A drop-down list of a sheet: the column it guards, and where its values stand. */
export type DropDown = { column: number; values: string }

/** Everything before the first row: the frozen header, widths, and the format an empty cell of a column has. */
export function sheetOpening(columns: readonly SheetColumn[], frozen: boolean): string {
  const pane = frozen ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : ''
  const cols = columns.map((column, index) => {
    const style = styleIndex(lookOf(column.format))
    return `<col min="${index + 1}" max="${index + 1}" width="${column.width ?? widthOf(column)}" style="${style}" customWidth="1"/>`
  })
  return (
    `${xmlHead}<worksheet xmlns="${namespace}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/>${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>`
  )
}

/** Everything after the last row: the filter on the header, and the drop-down lists. */
export function sheetClosing(
  columns: readonly SheetColumn[],
  lists: readonly DropDown[],
  frozen: boolean,
): string {
  const filter =
    frozen && columns.length > 0 ? `<autoFilter ref="A1:${columnName(columns.length - 1)}1"/>` : ''
  const validations = lists.map(({ column, values }) => {
    const name = columnName(column)
    return (
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="请从下拉列表中选择" ` +
      `error="${xmlText(columns[column]!.title)}只能从下拉列表中选择。" sqref="${name}2:${name}${lastRow}">` +
      `<formula1>${values}</formula1></dataValidation>`
    )
  })
  const rules =
    lists.length > 0
      ? `<dataValidations count="${lists.length}">${validations.join('')}</dataValidations>`
      : ''
  return `</sheetData>${filter}${rules}</worksheet>`
}

/** The header row; required columns are marked by their colour, not by a star that would change the title. */
export function headerXml(columns: readonly SheetColumn[]): string {
  const cells = columns.map((column, index) =>
    textCellXml(
      `${columnName(index)}1`,
      column.title,
      styleIndex(column.required ? 'required-header' : 'header'),
    ),
  )
  return `<row r="1" ht="24" customHeight="1">${cells.join('')}</row>`
}

/** Makes the writer of a sheet's rows; names and styles of the columns are worked out once, not per row. */
export function rowWriter(columns: readonly SheetColumn[]): (row: WrittenRow, n: number) => string {
  const names = columns.map((_, index) => columnName(index))
  const formats = columns.map((column) => column.format ?? 'text')
  return ({ values, refused }, n) => {
    let cells = ''
    for (let index = 0; index < values.length; index++) {
      const wrong = refused !== undefined && refused.columns.includes(index)
      const name = names[index] ?? columnName(index)
      cells += cellXml(`${name}${n}`, values[index]!, formats[index] ?? 'text', wrong)
    }
    if (refused) cells += textCellXml(`${columnName(columns.length)}${n}`, refused.why, styleIndex('reason'))
    return `<row r="${n}">${cells}</row>`
  }
}

function cellXml(ref: string, value: SheetValue, format: ColumnFormat, wrong: boolean): string {
  const style = styleIndex(lookOf(format), wrong)
  if (value === null || value === '') return wrong ? `<c r="${ref}" s="${style}"/>` : ''
  if (typeof value === 'boolean') return `<c r="${ref}" s="${style}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (typeof value === 'number') {
    // A number in a text column would be shown, edited and read back as a number: it is written as its digits.
    if (format !== 'text' && format !== 'id' && Number.isFinite(value)) {
      return `<c r="${ref}" s="${style}"><v>${value}</v></c>`
    }
    return textCellXml(ref, String(value), style)
  }
  if (format === 'day' && isDay(value) && value >= '1900-03-01') {
    return `<c r="${ref}" s="${style}"><v>${serialOfDay(value)}</v></c>`
  }
  return textCellXml(ref, value, looksLikeFormula(value) ? styleIndex('quoted', wrong) : style)
}

function textCellXml(ref: string, text: string, style: number): string {
  // Only what XML would trim needs the attribute; it costs 20 bytes a cell.
  const space = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : ''
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t${space}>${xmlText(text)}</t></is></c>`
}

function lookOf(format: ColumnFormat | undefined): Look {
  switch (format) {
    case undefined:
    case 'text':
    case 'id':
    case 'month':
      return 'text'
    case 'number':
      return 'plain'
    case 'money':
      return 'money'
    case 'day':
      return 'day'
    default:
      return format satisfies never
  }
}

function widthOf(column: SheetColumn): number {
  // A Chinese character is as wide as two digits; 18-digit numbers must be seen whole.
  const title = [...column.title].length * 2 + 4
  return Math.min(Math.max(title, column.format === 'id' ? 21 : 12), 40)
}
