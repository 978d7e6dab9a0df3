/** The pure face of exchange: what files look like, before and after they are files. */
export {
  cellText,
  columnIndex,
  columnName,
  emptyCell,
  type Cell,
  type PlainCell,
  type SheetRow,
} from './cell.ts'
export { batchCharacters, batchRows, rowsPerWrittenSheet, sheetLimits, type SheetLimits } from './limits.ts'
export { sheetNotWritten, sheetReason, sheetRefused, type SheetFault } from './sheet-problem.ts'
export { guardText, looksLikeFormula, unguardText } from './text-guard.ts'
export {
  errorColumnTitle,
  guideSheetName,
  versionLabel,
  type ColumnFormat,
  type SheetColumn,
  type SheetGuide,
  type SheetValue,
  type WrittenRow,
} from './workbook-plan.ts'
export {
  batchStates,
  verdicts,
  type Batch,
  type BatchState,
  type HeaderCell,
  type Verdict,
  type VerdictCounts,
} from './batch.ts'
export * as exchangeContract from './contract.ts'
export { exchangePermissions } from './permissions.ts'
export {
  changedSince,
  keyTaken,
  notYourLedger,
  previewStale,
  tooLateToUndo,
  unknownLedger,
  wrongState,
} from './problems.ts'
