/** Writes the lines of a department into its sheet, the way the department would. */
import { writeCsv, writeWorkbook } from '@xinlu/kernel/exchange/server'
import type { LineAbout } from '../city/all-lines.ts'
import type { DepartmentSheet } from './department-sheets.ts'
import { type OfficeCell, writeRegister } from './office-workbook.ts'

type Cells = Readonly<Record<string, string | number>>

/** Answers the cells of a line under the headers of its sheet. */
export function cellsOf(sheet: DepartmentSheet, { household, member, line }: LineAbout, n: number): Cells {
  const { place, group } = household
  return {
    序号: n,
    区县: place.county,
    县: place.county,
    乡镇名称: place.town,
    乡: place.town,
    行政村: place.village,
    自然村: group,
    [sheet.name]: member.name,
    [sheet.id]: member.number,
    ...sheet.more?.(line, member, n),
    ...line.cells,
  }
}

/** Writes the sheet; a header the lines do not know stays empty. */
export async function writeSheet(sheet: DepartmentSheet, lines: readonly Cells[], to: string): Promise<void> {
  const { form, title, headers, days = [], notes } = sheet
  const rows = lines.map((cells) => headers.map((header) => cells[header] ?? null))
  switch (form) {
    case 'office': {
      const typed = rows.map((row) => row.map((value, at) => officeCell(value, days.includes(headers[at]!))))
      return writeRegister({ name: sheet.ledger, title, headers, rows: typed, notes }, to)
    }
    case 'system': {
      const columns = headers.map((header) => ({
        title: header,
        format: numeric(rows, headers.indexOf(header)),
      }))
      await writeWorkbook({ sheetName: title, columns, rows: rows.map((values) => ({ values })) }, to)
      return
    }
    case 'csv-gb18030':
    case 'csv-utf8':
      await writeCsv(
        { titles: [title], rows: [headers, ...rows], encoding: form === 'csv-utf8' ? 'utf-8' : 'gb18030' },
        to,
      )
      return
    default:
      return form satisfies never
  }
}

function officeCell(value: string | number | null, isDay: boolean): OfficeCell {
  return isDay && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? { day: value } : value
}

function numeric(rows: readonly (readonly unknown[])[], at: number): 'number' | 'text' {
  return rows.some((row) => typeof row[at] === 'number') ? 'number' : 'text'
}
