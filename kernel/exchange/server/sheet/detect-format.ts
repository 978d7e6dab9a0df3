/** Tells what a file is from its first bytes; a name may say anything. */
import { open } from 'node:fs/promises'
import type { Reason } from '../../../basis/index.ts'
import { sheetReason } from '../../sheet-problem.ts'

/** What a file can be, or why it is not readable. */
export type DetectedFormat = 'xlsx' | 'csv' | Reason

const otherKinds: readonly [string, string][] = [
  ['25504446', 'PDF 文件'],
  ['52617221', 'RAR 压缩包'],
  ['377abcaf', '7z 压缩包'],
  ['1f8b', 'gzip 压缩包'],
  ['89504e47', '图片'],
  ['ffd8ff', '图片'],
  ['fffe', 'Unicode（UTF-16）文本'],
  ['feff', 'Unicode（UTF-16）文本'],
]

/** Promises `xlsx` for any zip and `csv` for any text; everything else is a reason with the way out. */
export async function detectFormat(path: string, maxBytes: number): Promise<DetectedFormat> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size === 0) return sheetReason('empty')
    if (size > maxBytes) return sheetReason('too-large', String(Math.floor(maxBytes / 1_000_000)))
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8192), 0, 8192, 0)
    return fromHead(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

function fromHead(head: Buffer): DetectedFormat {
  const hex = head.subarray(0, 8).toString('hex')
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return 'xlsx'
  // OLE2 holds both the old .xls and every encrypted workbook.
  if (hex.startsWith('d0cf11e0a1b11ae1')) return sheetReason('old-excel')
  const other = otherKinds.find(([magic]) => hex.startsWith(magic))
  if (other) return sheetReason('other-kind', other[1])
  if (head.includes(0)) return sheetReason('other-kind', '程序数据')
  const text = head
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (text === '') return sheetReason('empty')
  // Many systems "export to Excel" by giving a web page the name .xls.
  if (/^<(!doctype html|html|head|meta|table|style|div|\?xml|mso)/i.test(text)) {
    return sheetReason('other-kind', '网页格式的表格')
  }
  return 'csv'
}
