/** Writes .xlsx workbooks row by row: exports, templates, and the error workbook of an import. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable, type PassThrough, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { columnName } from '../../cell.ts'
import { rowsPerWrittenSheet } from '../../limits.ts'
import {
  errorColumnTitle,
  guideSheetName,
  versionLabel,
  type SheetColumn,
  type SheetGuide,
  type WrittenRow,
} from '../../workbook-plan.ts'
import { headerXml, rowWriter, sheetClosing, sheetOpening, type DropDown } from './sheet-xml.ts'
import {
  contentTypesXml,
  rootRelsXml,
  styleIndex,
  stylesXml,
  workbookRelsXml,
  workbookXml,
} from './workbook-parts.ts'
import { xmlText } from './xml-text.ts'

/** Rows as they come: from memory, or from a cursor. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>

/** `withReasons` adds the column 错误原因; `rowsPerSheet` is Excel's limit unless a test wants to see it passed. */
export type WorkbookPlan = {
  sheetName: string
  columns: readonly SheetColumn[]
  rows: Rows<WrittenRow>
  guide?: SheetGuide
  withReasons?: boolean
  rowsPerSheet?: number
}

/** Where a file goes: a path, which is created or replaced, or a stream, which is ended. */
export type Destination = string | Writable

const optionsSheetName = '选项'

/** Same input, same bytes: a zip's clock would otherwise be the only difference. */
const zipEntryOptions = {
  mtime: new Date(1980, 0, 1),
  mode: 0o100644,
  forceDosTimestamp: true,
  compressionLevel: 4,
}

const chunkCharacters = 65_536

/**
 * Writes a workbook in constant memory and returns the number of data rows. Past Excel's limit the rows go on in
 * `name_2`, `name_3`, with the header repeated. A file that could not be finished is removed.
 */
export async function writeWorkbook(
  plan: WorkbookPlan,
  to: Destination,
  options: { signal?: AbortSignal } = {},
): Promise<number> {
  const zip = new ZipFile()
  const out = typeof to === 'string' ? createWriteStream(to) : to
  const stop = new AbortController()
  let failure: { error: unknown } | null = null
  // The first failure stops both sides, so that a cursor never goes on being read for nobody; later ones are echoes.
  const failed = (error: unknown) => {
    failure ??= { error }
    stop.abort(error)
    out.destroy()
    return 0
  }
  // A failing part is reported here as well as by the part itself.
  zip.on('error', failed)
  // yazl's types know only the old stream interface; it is a PassThrough.
  const flowing = pipeline(zip.outputStream as PassThrough, out, { signal: options.signal })
  const [rows] = await Promise.all([fill(zip, plan, stop.signal).catch(failed), flowing.catch(failed)])
  if (failure === null) return rows
  if (typeof to === 'string') await rm(to, { force: true })
  throw options.signal?.aborted ? options.signal.reason : (failure as { error: unknown }).error
}

async function fill(zip: ZipFile, plan: WorkbookPlan, signal: AbortSignal): Promise<number> {
  const sheets: { name: string; hidden: boolean }[] = []
  const add = (name: string, text: Rows<string>) => addPart(zip, name, text, signal)
  const addSheet = async (name: string, hidden: boolean, text: Rows<string>) => {
    sheets.push({ name, hidden })
    await add(`xl/worksheets/sheet${sheets.length}.xml`, text)
  }
  const columns = plan.withReasons
    ? [...plan.columns, { title: errorColumnTitle, width: 40 } satisfies SheetColumn]
    : plan.columns
  const lists = dropDowns(plan.columns)
  const written = rowWriter(plan.columns)
  const source = iteratorOf(plan.rows)
  let rows = 0
  let next = await source.next()
  try {
    do {
      const name =
        sheets.length === 0 ? plan.sheetName : `${plan.sheetName.slice(0, 27)}_${sheets.length + 1}`
      const part = async function* () {
        yield sheetOpening(columns, true) + headerXml(columns)
        let text = ''
        const last = plan.rowsPerSheet ?? rowsPerWrittenSheet
        for (let n = 1; n <= last && !next.done; n++) {
          text += written(next.value, n + 1)
          rows += 1
          if (text.length > chunkCharacters) {
            yield text
            text = ''
          }
          next = await source.next()
        }
        yield text + sheetClosing(columns, lists, true)
      }
      await addSheet(name, false, part())
    } while (!next.done)
  } finally {
    await source.return?.()
  }
  if (plan.guide) await addSheet(guideSheetName, false, guideXml(plan.guide))
  if (lists.length > 0) await addSheet(optionsSheetName, true, optionsXml(plan.columns))
  await add('xl/workbook.xml', [workbookXml(sheets)])
  await add('xl/_rels/workbook.xml.rels', [workbookRelsXml(sheets.length)])
  await add('xl/styles.xml', [stylesXml()])
  await add('_rels/.rels', [rootRelsXml()])
  await add('[Content_Types].xml', [contentTypesXml(sheets.length)])
  zip.end()
  return rows
}

/** Adds one part and waits until its last byte was taken, so that never more than one is open. */
async function addPart(zip: ZipFile, name: string, text: Rows<string>, signal: AbortSignal): Promise<void> {
  const stream = Readable.from(encoded(text), { objectMode: false, signal })
  const ended = once(stream, 'end', { signal })
  zip.addReadStream(stream, name, zipEntryOptions)
  await ended
}

async function* encoded(text: Rows<string>): AsyncGenerator<Buffer> {
  for await (const piece of text) if (piece !== '') yield Buffer.from(piece)
}

function iteratorOf<Row>(rows: Rows<Row>): AsyncIterator<Row> | Iterator<Row> {
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
}

function withOptions(columns: readonly SheetColumn[]): number[] {
  return columns.flatMap((column, index) => (column.options && column.options.length > 0 ? [index] : []))
}

function dropDowns(columns: readonly SheetColumn[]): DropDown[] {
  // Always from a hidden sheet: a list inside the rule ends at 255 characters and cannot hold a comma.
  return withOptions(columns).map((column, list) => {
    const name = columnName(list)
    return { column, values: `${optionsSheetName}!$${name}$1:$${name}$${columns[column]!.options!.length}` }
  })
}

function* optionsXml(columns: readonly SheetColumn[]): Generator<string> {
  const lists = withOptions(columns).map((column) => columns[column]!.options!)
  const write = rowWriter(lists.map(() => ({ title: '' })))
  yield sheetOpening([], false)
  for (let at = 0; at < Math.max(...lists.map((list) => list.length)); at++) {
    yield write({ values: lists.map((list) => list[at] ?? null) }, at + 1)
  }
  yield sheetClosing([], [], false)
}

function* guideXml(guide: SheetGuide): Generator<string> {
  const lines = [[guide.title], [versionLabel, guide.version], ...guide.lines]
  const wide = Math.max(...lines.map((line) => line.length))
  yield sheetOpening(
    Array.from({ length: wide }, (_, index) => ({ title: '', width: index === wide - 1 ? 60 : 20 })),
    false,
  )
  for (const [at, line] of lines.entries()) {
    const style = styleIndex(at === 0 ? 'header' : 'wrapped')
    const cells = line.map(
      (text, index) =>
        `<c r="${columnName(index)}${at + 1}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`,
    )
    yield `<row r="${at + 1}">${cells.join('')}</row>`
  }
  yield sheetClosing([], [], false)
}
