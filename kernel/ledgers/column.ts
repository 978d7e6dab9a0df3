/** One column of a ledger: what it holds, how it is read, and who may see it. */
import { type Day, type DivisionCode, type Result } from '../basis/index.ts'

/** The kinds of column, exactly these twelve; a thirteenth needs a decision record. */
export const kinds = [
  'text',
  'number',
  'money',
  'day',
  'month',
  'choice',
  'yesNo',
  'person',
  'place',
  'reference',
  'file',
  'note',
] as const

/** The name of a kind. */
export type Kind = (typeof kinds)[number]

/** Who may see a column: anybody of the office, those who work with the person, those cleared for it. */
export type Sensitivity = 'open' | 'personal' | 'sensitive'

/** Which blind index a sealed column gets; long texts share that of the cards. */
export type SealKind = 'citizen' | 'phone' | 'card'

/** What stands in a cell or a form field before it is read; a date arrives as its text. */
export type Given = string | number | boolean | null

/** What a reader needs to know of the world. */
export interface ReadContext {
  today: Day
  /** Finds a place by its name, its path of names or its code; without it codes are read as they are. */
  place?(text: string): Result<DivisionCode>
  /** Finds the record of `to` that people call `text`; without it only ids are read. */
  reference?(to: string, text: string): Result<string>
}

/** What every kind of column can be told. */
export interface ColumnOptions<R extends boolean = boolean> {
  required?: R
  sensitivity?: Sensitivity
  /** Other headers that are read as this column. */
  aliases?: readonly string[]
  /** A sentence for the guide of the template. */
  help?: string
  /** The SQL name, when it is not the key in snake_case. */
  column?: string
  /** False for a column that is only read and checked (the name beside an ID number), and has no SQL column. */
  stored?: boolean
}

/** A column of values of type `T`; when `R` is not true, a row may hold null there. */
export interface Column<T = unknown, R extends boolean = boolean> {
  readonly kind: Kind
  readonly label: string
  readonly required: R
  readonly sensitivity: Sensitivity
  readonly aliases: readonly string[]
  readonly help: string | undefined
  readonly column: string | undefined
  readonly stored: boolean
  /** Set on columns that lie encrypted in the database: `<column>` holds the bytes, `<column>_index` the index. */
  readonly sealed: SealKind | undefined
  /** The only values the column takes, as code and label. */
  readonly options: readonly { readonly code: string; readonly label: string }[] | undefined
  /** The type of the SQL column as `format_type` writes it. */
  readonly sqlType: string
  /** A valid example for the template's guide. */
  readonly example: string | undefined
  /** Reads what was given, never a blank; refuses with every reason. */
  parse(given: Given, context: ReadContext): Result<T>
  /** Writes a value as the office reads it, and as `parse` reads it back. */
  text(value: T): string
}

/** What a kind adds to the options common to all. */
export type KindParts<T> = Pick<Column<T>, 'kind' | 'sqlType' | 'parse' | 'text'> &
  Partial<Pick<Column<T>, 'sealed' | 'options' | 'example' | 'sensitivity'>>

/** Puts a column together; used by the kinds only. */
export function makeColumn<T, R extends boolean>(
  label: string,
  options: ColumnOptions<R>,
  parts: KindParts<T>,
): Column<T, R> {
  const sensitivity = options.sensitivity ?? parts.sensitivity ?? 'open'
  return {
    sealed: undefined,
    options: undefined,
    example: undefined,
    ...parts,
    label,
    // The type parameter says what the caller wrote; left out, it means false.
    required: (options.required ?? false) as R,
    sensitivity,
    aliases: options.aliases ?? [],
    help: options.help,
    column: options.column,
    stored: options.stored ?? true,
  }
}
