/** What a module gives so that its ledger can be imported. */
import type { Permission } from '../../../access/index.ts'
import type { Tx } from '../../../access/server/index.ts'
import type { Ledger } from '../../../ledgers/index.ts'
import type { Batch } from '../../batch.ts'

/** Which columns of the ledger say whom a row is about, and where. */
export interface RowIdentity {
  /** The column of kind person whose blind index finds the person. */
  person?: string
  /** The column with the person's name, compared by its search key. */
  name?: string
  /** Columns that are filled from the digits of the person's number where the file leaves them blank. */
  digits?: { born: string; sex: string }
  /** The column of kind place that says where the record lies, when no person does. */
  place?: string
}

/** Where the rows of a batch lie while they are judged: in a table of the transaction's own at first, later staged. */
export type StagedIn = 'pg_temp.incoming' | 'exchange.staged'

/** Where verdicts lie that were not written into the rows: `n`, `verdict` and the columns named in `judged.ts`. */
export type Judged = 'pg_temp.judged'

/**
 * A ledger with the three acts an import needs. Each works set-based, inside the caller's transaction and scope, on
 * the rows of the batch; both tables of rows have the columns of `exchange.staged`.
 */
export interface ImportTarget {
  ledger: Ledger
  /** What an actor needs to import into the ledger and to export from it. */
  permission: Permission
  /** Endings of the names of units that send this ledger; the ledger's owner when left out. */
  units?: readonly string[]
  identity: RowIdentity
  /** The relation that lists and exports read: `county`, `id`, `division` and the stored columns of the ledger. */
  source: string
  /**
   * Gives every row in `rows` that has values a verdict, with `target`, `target_mark` and `place`, in the rows themselves
   * or in the table it answers; may run again on the same rows, and then judges them by what the database holds now.
   */
  resolve(tx: Tx, batch: Batch, rows: StagedIn): Promise<Judged | void>
  /**
   * Writes what was resolved, with a before-image in `exchange.change` for each row changed; throws `previewStale`
   * when a record has changed since.
   */
  commit(tx: Tx, batch: Batch): Promise<void>
  /** Takes the batch back by its before-images; throws `changedSince` when a row was changed since. */
  undo(tx: Tx, batch: Batch): Promise<void>
}
