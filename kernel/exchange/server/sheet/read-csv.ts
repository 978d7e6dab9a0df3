/** Reads a csv or tab-separated file as rows of text cells. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { parse, CsvError } from 'csv-parse'
import { columnName, emptyCell, type Cell, type SheetRow } from '../../cell.ts'
import { batchCharacters, batchRows, type SheetLimits } from '../../limits.ts'
import { sheetReason } from '../../sheet-problem.ts'
import { unguardText } from '../../text-guard.ts'
import type { TextEncoding } from './detect-encoding.ts'
import { RefusedFile } from './refused-file.ts'

/** Yields the rows of a text file in batches; every cell is text, because a csv knows nothing else. */
export async function* readCsv(
  path: string,
  encoding: TextEncoding,
  limits: SheetLimits,
): AsyncGenerator<SheetRow[]> {
  const parser = parse({
    delimiter: await findDelimiter(path, encoding),
    relax_column_count: true,
    // A quote inside an unquoted field is a character like any other: Excel reads it so.
    relax_quotes: true,
    max_record_size: limits.cellCharacters * 8,
  })
  const feeding = feed(path, encoding, parser)
  let n = 0
  let batch: SheetRow[] = []
  let characters = 0
  try {
    for await (const fields of parser as AsyncIterable<string[]>) {
      n += 1
      if (n > limits.rows) throw new RefusedFile(sheetReason('too-tall'))
      const cells = toCells(fields, n, limits)
      if (cells.length > 0) batch.push({ n, cells })
      for (const field of fields) characters += field.length
      if (batch.length < batchRows && characters < batchCharacters) continue
      yield batch
      batch = []
      characters = 0
    }
    await feeding
    if (batch.length > 0) yield batch
  } catch (error) {
    throw error instanceof CsvError ? new RefusedFile(csvFault(error, n)) : error
  } finally {
    parser.destroy()
    await feeding
  }
}

/** Decodes the file into the parser, and stops quietly when the parser is gone: its own error tells more. */
async function feed(path: string, encoding: TextEncoding, parser: ReturnType<typeof parse>): Promise<void> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const source = createReadStream(path)
  try {
    for await (const chunk of source) {
      if (parser.destroyed) return
      if (parser.write(decoder.decode(chunk as Buffer, { stream: true }))) continue
      await roomIn(parser)
    }
    parser.end(decoder.decode())
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

function roomIn(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const resume = () => {
      parser.off('drain', resume).off('close', resume)
      resolve()
    }
    parser.on('drain', resume).on('close', resume)
  })
}

function toCells(fields: string[], n: number, limits: SheetLimits): Cell[] {
  const cells: Cell[] = []
  for (const [column, field] of fields.entries()) {
    const text = unguardText(field)
    if (text === '') continue
    const place = () => `第${n}行${columnName(column)}列`
    if (text.length > limits.cellCharacters) throw new RefusedFile(sheetReason('long-cell', place()))
    if (column >= limits.columns) throw new RefusedFile(sheetReason('too-wide', place()))
    while (cells.length < column) cells.push(emptyCell)
    cells.push({ kind: 'text', text })
  }
  return cells
}

function csvFault(error: CsvError, lastGood: number) {
  const where = `第${lastGood + 1}行`
  return error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? sheetReason('open-quote', where)
    : sheetReason('damaged', where)
}

/** The separator that the first line uses most: comma, tab, semicolon, or the Chinese comma typed by hand. */
async function findDelimiter(path: string, encoding: TextEncoding): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    const head = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead))
    const line =
      head
        .replace(/"[^"]*"/g, '')
        .split(/\r?\n|\r/)
        .find((one) => one.trim() !== '') ?? ''
    const count = (mark: string) => line.split(mark).length
    return [',', '\t', ';', '，'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
  } finally {
    await file.close()
  }
}
