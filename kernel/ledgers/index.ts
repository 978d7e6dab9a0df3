/** The face of ledgers: one definition, and the plain functions that read it. */
export {
  kinds,
  type Column,
  type ColumnOptions,
  type Given,
  type Kind,
  type ReadContext,
  type SealKind,
  type Sensitivity,
} from './column.ts'
export {
  defineLedger,
  sqlColumnsOf,
  sqlNameOf,
  type AnyRow,
  type Columns,
  type FormGroup,
  type Ledger,
  type LedgerOf,
  type RowOf,
  type SqlColumn,
} from './definition.ts'
export { choice } from './kinds/choice.ts'
export { day } from './kinds/day.ts'
export { file } from './kinds/file.ts'
export { money } from './kinds/money.ts'
export { month } from './kinds/month.ts'
export { note } from './kinds/note.ts'
export { number } from './kinds/number.ts'
export { person } from './kinds/person.ts'
export { place } from './kinds/place.ts'
export { reference } from './kinds/reference.ts'
export { text } from './kinds/text.ts'
export { yesNo } from './kinds/yes-no.ts'
export { headerKey, headerRowsSeen, matchHeaders, type HeaderMatch, type HeaderRow } from './match-headers.ts'
export { parseRow, rowParser, type CellFault, type GivenCell, type RowParser } from './row-parser.ts'
export {
  formatOf,
  sheetTemplate,
  type SheetTemplate,
  type TemplateColumn,
  type TemplateFormat,
} from './sheet-template.ts'
