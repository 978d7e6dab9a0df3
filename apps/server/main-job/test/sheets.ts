/** Reads and repairs the error workbook as a clerk would. */
import { readFileSync, writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { cellText } from '@xinlu/kernel/exchange'
import { openSheet, writeWorkbook } from '@xinlu/kernel/exchange/server'
import type { ErrorLabel } from './example-files.ts'

/** The texts of the first sheet of a workbook. */
export async function sheetTexts(path: string): Promise<string[][]> {
  const sheet = await openSheet(path, { name: path })
  const rows: string[][] = []
  for await (const batch of sheet.rows()) rows.push(...batch.map(({ cells }) => cells.map(cellText)))
  return rows
}

/**
 * Writes the error workbook again with only the labelled cells changed, the column of reasons left as it is; answers
 * the rows of the original sheet it speaks of.
 */
export async function repairWorkbook(
  from: string,
  to: string,
  labels: readonly ErrorLabel[],
): Promise<number[]> {
  const [titles, ...rows] = await sheetTexts(from)
  if (!titles) throw new Error(`${from} is empty`)
  const reasons = titles.length - 1
  const spokenOf = rows.map((row) => Number(/^第(\d+)行：/.exec(row[reasons] ?? '')?.[1]))
  const repaired = rows.map((row, at) => {
    const cells = titles.map((_, column) => row[column] ?? '')
    for (const { header, right } of labels.filter((label) => label.row === spokenOf[at])) {
      if (header !== null) cells[titles.indexOf(header)] = right === null ? '' : String(right)
    }
    return { values: cells }
  })
  const columns = titles.map((title) => ({ title, format: 'id' as const }))
  await writeWorkbook({ sheetName: '更正后', columns, rows: repaired }, to)
  return spokenOf
}

/** Writes a file again with the same content and other bytes: a blank line behind a csv, a remark behind a zip. */
export function writeSameContent(from: string, to: string): void {
  const bytes = readFileSync(from)
  if (extname(from) === '.csv') return writeFileSync(to, Buffer.concat([bytes, Buffer.from('\r\n')]))
  const remark = Buffer.from('again')
  // The last two bytes of a zip without a remark are the length of one.
  bytes.writeUInt16LE(remark.length, bytes.length - 2)
  writeFileSync(to, Buffer.concat([bytes, remark]))
}
