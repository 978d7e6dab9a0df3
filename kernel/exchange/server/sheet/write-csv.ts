/** Writes csv files row by row, in the two encodings that the offices' programs open without asking. */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import iconv from 'iconv-lite'
import { sheetNotWritten } from '../../sheet-problem.ts'
import { guardText } from '../../text-guard.ts'
import type { SheetValue } from '../../workbook-plan.ts'
import type { TextEncoding } from './detect-encoding.ts'
import type { Destination, Rows } from './write-workbook.ts'

/** `encoding` is UTF-8 with its mark (so that Excel recognises it) unless GB18030 is asked for. */
export type CsvPlan = {
  titles: readonly string[]
  rows: Rows<readonly SheetValue[]>
  encoding?: TextEncoding
}

const chunkCharacters = 65_536

/**
 * Writes a csv in constant memory and returns the number of data rows. Throws `sheetNotWritten`, naming row and
 * character, rather than writing a `?` for what the encoding cannot carry; an unfinished file is removed.
 */
export async function writeCsv(
  plan: CsvPlan,
  to: Destination,
  options: { signal?: AbortSignal } = {},
): Promise<number> {
  const count = { rows: 0 }
  const out = typeof to === 'string' ? createWriteStream(to) : to
  try {
    await pipeline(Readable.from(bytes(plan, count), { objectMode: false }), out, { signal: options.signal })
    return count.rows
  } catch (error) {
    if (typeof to === 'string') await rm(to, { force: true })
    throw options.signal?.aborted ? options.signal.reason : error
  }
}

async function* bytes(plan: CsvPlan, count: { rows: number }): AsyncGenerator<Buffer> {
  const encode = plan.encoding === 'gb18030' ? gb18030 : utf8
  if (encode === utf8) yield Buffer.from('\ufeff')
  let text = line(plan.titles)
  let firstRow = 0
  for await (const row of plan.rows) {
    count.rows += 1
    text += line(row)
    if (text.length > chunkCharacters) {
      yield encode(text, firstRow)
      text = ''
      firstRow = count.rows + 1
    }
  }
  if (text !== '') yield encode(text, firstRow)
}

function line(values: readonly SheetValue[]): string {
  return `${values.map(field).join(',')}\r\n`
}

function field(value: SheetValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  const text = guardText(value)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

function utf8(text: string, firstRow: number): Buffer {
  const encoded = Buffer.from(text)
  // Half a surrogate pair is the one thing that UTF-8 cannot carry.
  if (/\p{Surrogate}/u.test(text)) throw notCarried(text, encoded.toString(), firstRow, 'UTF-8')
  return encoded
}

function gb18030(text: string, firstRow: number): Buffer {
  const encoded = iconv.encode(text, 'gb18030')
  const back = iconv.decode(encoded, 'gb18030', { stripBOM: false })
  if (back !== text) throw notCarried(text, back, firstRow, 'GB18030')
  return encoded
}

function notCarried(text: string, back: string, firstRow: number, encoding: string) {
  let at = 0
  while (text[at] === back[at]) at += 1
  const point = text.codePointAt(at) ?? 0
  const character = point >= 0xd800 && point <= 0xdfff ? '□' : String.fromCodePoint(point)
  const code = point.toString(16).toUpperCase().padStart(4, '0')
  const row = firstRow + text.slice(0, at).split('\r\n').length - 1
  const place = row === 0 ? '表头' : `第${row}条记录`
  return sheetNotWritten({
    sentence: `${place}中的字符“${character}”（U+${code}）无法用${encoding}保存，请改为导出 .xlsx，或先更正该处文字。`,
  })
}
