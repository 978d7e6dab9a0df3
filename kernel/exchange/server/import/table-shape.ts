/** What the three acts of a table target need to know of the table. */
import type { Ledger } from '../../../ledgers/index.ts'

/** Whom the rows are about. */
export interface PeopleOf<K extends string> {
  /** The view of people, such as `households.person_public`. */
  view: string
  /** The column with the name; a row whose person has another name contradicts. */
  nameColumn?: K
  /** Among several people with one number, those with this value come first, such as `state: 'living'`. */
  prefer?: { column: string; value: string }
}

/** A table as the three acts need it. */
export interface TableShape {
  ledger: Ledger
  table: string
  /** SQL names of the key. */
  key: readonly string[]
  /** SQL names of the stored columns of the ledger that are neither key nor the table's own. */
  payload: readonly string[]
  /** The columns the table has by itself besides county, id, division and batch. */
  own: readonly ('person' | 'household' | 'period')[]
  people: PeopleOf<string> | undefined
  queue: string | undefined
  version: 'ver' | 'batch'
}
