/** Makes workbooks as an office types them: a title over all columns, the header below it, notes at the end. */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { PassThrough } from 'node:stream'
import { ZipFile } from 'yazl'
import { columnName } from '@xinlu/kernel/exchange'

/** What a cell may hold; a formula and an error are what a clean workbook must not have. */
export type OfficeCell =
  string | number | null | { day: string } | { formula: string; value: string | number } | { error: string }

/** A sheet: lines of cells as they stand, and the ranges that are merged. */
export interface OfficeSheet {
  name: string
  rows: readonly (readonly OfficeCell[])[]
  merged?: readonly string[]
  widths?: readonly number[]
}

/** A register with its title; `headers` is one line, `notes` stand under the data in the first column. */
export interface OfficeRegister {
  name: string
  title: string
  headers: readonly string[]
  rows: readonly (readonly OfficeCell[])[]
  notes?: readonly string[]
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const sheetMl = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

// A zip's clock would otherwise be the only difference between two runs.
const entryOptions = {
  mtime: new Date(1980, 0, 1),
  mode: 0o100644,
  forceDosTimestamp: true,
  compressionLevel: 6,
}

/** Writes a register with its title merged over all columns. */
export function writeRegister(register: OfficeRegister, to: string): Promise<void> {
  const { name, title, headers, rows, notes = [] } = register
  const merged = [`A1:${columnName(headers.length - 1)}1`]
  const widths = headers.map((header) => Math.max(10, header.length * 2 + 4))
  const lines = [[title], headers, ...rows, ...notes.map((note) => [note])]
  return writeOfficeWorkbook([{ name, rows: lines, merged, widths }], to)
}

/** Writes a workbook of sheets; the same sheets give the same bytes. */
export async function writeOfficeWorkbook(sheets: readonly OfficeSheet[], to: string): Promise<void> {
  const zip = new ZipFile()
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, entryOptions)
  add('[Content_Types].xml', contentTypes(sheets.length))
  add('_rels/.rels', rels([['officeDocument', 'xl/workbook.xml']]))
  const entries = sheets.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  add(
    'xl/workbook.xml',
    `${head}<workbook xmlns="${main}" xmlns:r="${documents}"><sheets>${entries.join('')}</sheets></workbook>`,
  )
  const targets = sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`])
  add('xl/_rels/workbook.xml.rels', rels([...targets, ['styles', 'styles.xml']]))
  add('xl/styles.xml', styles)
  sheets.forEach((sheet, at) => add(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)))
  zip.end()
  // yazl's types know only the old stream interface; it is a PassThrough.
  await pipeline(zip.outputStream as PassThrough, createWriteStream(to))
}

function sheetXml({ rows, merged = [], widths = [] }: OfficeSheet): string {
  const cols = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  const lines = rows.map((cells, at) => {
    const made = cells.map((cell, column) => cellXml(`${columnName(column)}${at + 1}`, cell)).join('')
    return `<row r="${at + 1}">${made}</row>`
  })
  const merges =
    merged.length === 0
      ? ''
      : `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
  return (
    `${head}<worksheet xmlns="${main}">${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}` +
    `<sheetData>${lines.join('')}</sheetData>${merges}</worksheet>`
  )
}

function cellXml(ref: string, cell: OfficeCell): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`
  if (typeof cell === 'string') {
    return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  }
  if ('day' in cell) return `<c r="${ref}" s="1"><v>${serialOf(cell.day)}</v></c>`
  if ('error' in cell) return `<c r="${ref}" t="e"><v>${escaped(cell.error)}</v></c>`
  const kind = typeof cell.value === 'number' ? '' : ' t="str"'
  return `<c r="${ref}"${kind}><f>${escaped(cell.formula)}</f><v>${escaped(String(cell.value))}</v></c>`
}

function serialOf(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

function rels(parts: readonly [string, string][]): string {
  const entries = parts.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${documents}/${type}" Target="${target}"/>`,
  )
  return `${head}<Relationships xmlns="${packages}/relationships">${entries.join('')}</Relationships>`
}

function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, at) =>
      `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${sheetMl}.worksheet+xml"/>`,
  )
  return (
    `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetMl}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${sheetMl}.styles+xml"/>${parts.join('')}</Types>`
  )
}

const styles =
  `${head}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
  `<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
  `<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`
