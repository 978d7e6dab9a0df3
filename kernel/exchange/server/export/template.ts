/** The template workbook of a ledger. */
import { sheetTemplate, type Ledger, type TemplateColumn } from '../../../ledgers/index.ts'
import type { WorkbookPlan } from '../sheet/write-workbook.ts'

/** Plans the template: one empty sheet with drop-down lists and text columns, and the sheet 填写说明. */
export function templateWorkbook(ledger: Ledger): WorkbookPlan {
  const { title, columns, version, guide } = sheetTemplate(ledger)
  return {
    sheetName: title.slice(0, 31),
    columns,
    rows: [],
    guide: { title: `${title}填写说明`, version, lines: guide },
  }
}

/** The columns of a ledger as its template has them. */
export function templateColumns(ledger: Ledger): TemplateColumn[] {
  return sheetTemplate(ledger).columns
}
