/** Files with one payload in one column of each row, the rest of the row filled as the office would. */
import { columnName } from '@xinlu/kernel/exchange'
import { writeWorkbook } from '@xinlu/kernel/exchange/server'
import type { Column, Ledger } from '@xinlu/kernel/ledgers'

/** A person whom the register knows. */
export interface Known {
  name: string
  number: string
}

/** Answers the headers of a ledger that a file carries. */
export function headersOf(ledger: Ledger): { key: string; column: Column }[] {
  return Object.entries(ledger.columns)
    .filter(([, column]) => column.kind !== 'file')
    .map(([key, column]) => ({ key, column }))
}

/** Answers a row about a person that the ledger takes, with `text` in the column `at`. */
export function rowOf(
  ledger: Ledger,
  { name, number }: Known,
  nth: number,
  filled: Readonly<Record<string, string>>,
  at?: { key: string; text: string },
): string[] {
  return headersOf(ledger).map(({ key, column }) => {
    if (at?.key === key) return at.text
    const given = filled[column.label]
    if (given !== undefined) return given.replace('#', String(nth))
    if (column.kind === 'person') return column.required || key === 'citizen' ? number : ''
    if (column.label.includes('姓名')) return name
    if (!column.required) return ''
    return column.kind === 'text' ? `例${nth}` : (column.example ?? '')
  })
}

/** Writes a csv as any program would: quoted where it has to be, guarded nowhere. */
export function csvOf(rows: readonly (readonly string[])[]): Buffer {
  const field = (text: string) =>
    /[",\r\n\t;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  return Buffer.from(`\ufeff${rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`)
}

/** Writes a workbook of texts. */
export async function workbookOf(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  path: string,
) {
  const columns = titles.map((title) => ({ title, format: 'id' as const }))
  await writeWorkbook({ sheetName: '数据', columns, rows: rows.map((values) => ({ values })) }, path)
}

/** Names a column for a report. */
export const placeOf = (ledger: Ledger, key: string) =>
  `${ledger.title} ${columnName(headersOf(ledger).findIndex((one) => one.key === key))}列 ${ledger.columns[key]!.label}`
