/** The server face of exchange: files in, files out. */
export { checkZip, type ZipMeasure } from './sheet/check-zip.ts'
export type { TextEncoding } from './sheet/detect-encoding.ts'
export { openSheet, type OpenSheet, type OpenSheetOptions } from './sheet/open-sheet.ts'
export { writeCsv, type CsvPlan } from './sheet/write-csv.ts'
export { writeWorkbook, type Destination, type Rows, type WorkbookPlan } from './sheet/write-workbook.ts'
