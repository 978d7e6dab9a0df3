/** What a workbook to be written looks like, before any row exists. */

/** How a column shows its values; `id` is text that must never become a number (18 digits lose their end). */
export type ColumnFormat = 'text' | 'id' | 'number' | 'money' | 'day' | 'month'

/** One column: its title, width in characters, format, and the only values it may take, if they are few. */
export type SheetColumn = {
  title: string
  width?: number
  format?: ColumnFormat
  /** Offered as a drop-down list; other values are refused by the spreadsheet program. */
  options?: readonly string[]
  required?: boolean
}

/** A value to write: a number stays a number, a `YYYY-MM-DD` text in a `day` column becomes a date, null is empty. */
export type SheetValue = string | number | boolean | null

/** A row to write; a refused row says why, and which of its columns (from 0) are painted red. */
export type WrittenRow = {
  values: readonly SheetValue[]
  refused?: { columns: readonly number[]; why: string }
}

/** The explanation sheet: the template's version, and lines of cells for people to read. */
export type SheetGuide = { title: string; version: string; lines: readonly (readonly string[])[] }

/** The sheet title under which a guide is written, and ignored on the way back. */
export const guideSheetName = '填写说明'

/** The title of the column that holds the reasons of refused rows; ignored on the way back. */
export const errorColumnTitle = '错误原因'

/** The label left of the version in the guide, by which the reader finds it again. */
export const versionLabel = '模板版本'
