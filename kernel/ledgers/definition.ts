/** The definition of a ledger: an ordinary typed constant that every output reads and none changes. */
import type { Reason } from '../basis/index.ts'
import type { Column } from './column.ts'

/** The columns of a ledger by key, in the order of the sheet. */
export type Columns = Readonly<Record<string, Column>>

/** The row of a set of columns: required ones hold a value, the others a value or null. */
export type RowOfColumns<C extends Columns> = {
  -readonly [K in keyof C]: C[K] extends Column<infer T, infer R> ? (R extends true ? T : T | null) : never
}

/** The row type of a ledger. */
export type RowOf<L extends { columns: Columns }> = RowOfColumns<L['columns']>

/** A row whose type is not known here; what the outputs work on. */
export type AnyRow = Readonly<Record<string, unknown>>

/** A group of the form. */
export interface FormGroup<K extends string = string> {
  readonly title: string
  readonly columns: readonly K[]
}

/** What is told to `defineLedger`. */
interface Told<C extends Columns> {
  /** `module.ledger`, unique in the system. */
  name: `${string}.${string}`
  title: string
  /** The unit that answers for the content, as posts name it. */
  owner: string
  /** One sentence for the template's guide. */
  about: string
  columns: C
  /** The columns shown in the list, in order. */
  list: readonly (keyof C & string)[]
  /** The listed columns that may be filtered; each needs an index. */
  filter?: readonly (keyof C & string)[]
  /** The columns by which the list may be sorted; each needs an index. */
  sort?: readonly (keyof C & string)[]
  form: readonly FormGroup<keyof C & string>[]
  /** What must hold between columns; a check that needs an empty column answers null. */
  checks?: readonly ((row: RowOfColumns<C>) => Reason | null)[]
  /** Headers that may stand in a file and are passed over, such as those of a national export. */
  ignored?: readonly string[]
}

/** A ledger, as every output reads it. */
export interface Ledger {
  readonly name: string
  readonly title: string
  readonly owner: string
  readonly about: string
  readonly columns: Columns
  readonly list: readonly string[]
  readonly filter: readonly string[]
  readonly sort: readonly string[]
  readonly form: readonly FormGroup[]
  readonly ignored: readonly string[]
  /** Answers what does not fit between the columns of a parsed row. */
  check(row: AnyRow): Reason[]
}

/** A ledger whose columns are known to the compiler. */
export interface LedgerOf<C extends Columns> extends Ledger {
  readonly columns: C
}

/**
 * Declares a ledger. A misspelt key in list, filter, sort or form is a compile error; two columns with the same
 * header or the same SQL name are refused at once.
 *
 * @example
 * const loans = defineLedger({
 *   name: 'library.loan', title: '借阅', owner: '图书馆', about: '每次借书填一行。',
 *   columns: { readerId: person('证件号码', { required: true }), book: text('书名', { required: true, max: 100 }) },
 *   list: ['book'], form: [{ title: '借阅', columns: ['readerId', 'book'] }],
 * })
 * type Loan = RowOf<typeof loans> // { readerId: CitizenNumber; book: string }
 */
export function defineLedger<const C extends Columns>(told: Told<C>): LedgerOf<C> {
  const headers = Object.values(told.columns).flatMap((column) => [column.label, ...column.aliases])
  refuseTwice(told.name, 'header', headers)
  refuseTwice(
    told.name,
    'SQL column',
    sqlColumnsOf(told).flatMap((one) => (one.index ? [one.name, one.index] : [one.name])),
  )
  const checks = told.checks ?? []
  return {
    ...told,
    filter: told.filter ?? [],
    sort: told.sort ?? [],
    ignored: told.ignored ?? [],
    // Rows come from this ledger's own parser, so they have its type.
    check: (row) => checks.flatMap((check) => check(row as RowOfColumns<C>) ?? []),
  }
}

/** A stored column as the database has it. */
export interface SqlColumn {
  key: string
  name: string
  type: string
  /** The column of the blind index, for a sealed one. */
  index: string | undefined
  column: Column
}

/** The SQL columns of a ledger, in order; columns that are only read are left out. */
export function sqlColumnsOf(ledger: { columns: Columns }): SqlColumn[] {
  return Object.entries(ledger.columns)
    .filter(([, column]) => column.stored)
    .map(([key, column]) => {
      const name = sqlNameOf(key, column)
      return { key, name, type: column.sqlType, index: column.sealed ? `${name}_index` : undefined, column }
    })
}

/** The SQL name of a column: what the definition says, else the key in snake_case. */
export function sqlNameOf(key: string, column: Column): string {
  return column.column ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function refuseTwice(ledger: string, what: string, names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new Error(`Ledger ${ledger}: the ${what} ${twice} is given twice`)
}
