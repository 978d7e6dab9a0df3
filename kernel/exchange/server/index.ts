/** The server face of exchange: files in, files out. */
export { checkZip, type ZipMeasure } from './sheet/check-zip.ts'
export type { TextEncoding } from './sheet/detect-encoding.ts'
export { openSheet, type OpenSheet, type OpenSheetOptions } from './sheet/open-sheet.ts'
export { writeCsv, type CsvPlan } from './sheet/write-csv.ts'
export { writeWorkbook, type Destination, type Rows, type WorkbookPlan } from './sheet/write-workbook.ts'
export type { ExchangeBench } from './bench.ts'
export { exchangeModule } from './exchange-module.ts'
export { exportLedger, type ExportAsked } from './export/export-ledger.ts'
export { templateWorkbook } from './export/template.ts'
export { cancelBatch } from './import/cancel-batch.ts'
export { checkBatch, type CheckBench, type CheckedFile } from './import/check-batch.ts'
export { commitBatch } from './import/commit-batch.ts'
export { errorWorkbook, openedValues } from './import/error-workbook.ts'
export type { ImportTarget, RowIdentity } from './import/import-target.ts'
export { previewBatch } from './import/preview-batch.ts'
export { receiveFile, type Arrival, type Received } from './import/receive-file.ts'
export {
  cancelAbandoned,
  clearStaged,
  findBatch,
  forgetEnded,
  listStaged,
  lockBatch,
  type StagedRow,
} from './import/store.ts'
export type { PeopleOf } from './import/table-shape.ts'
export { tableTarget } from './import/table-target.ts'
export { undoBatch } from './import/undo-batch.ts'
