/** A department record as lines an official reads, each hidden from whoever may not read it. */
import type { Column } from '@xinlu/kernel/ledgers'
import { sqlNameOf } from '@xinlu/kernel/ledgers'
import type { Actor } from '@xinlu/kernel/access'
import { mayReadFact } from './clearance.ts'
import { departmentLedgers } from './ledgers/index.ts'
import type { FeedName } from './model.ts'

/** One line; a hidden one has no text, and its label only says that there is something. */
export interface Fact {
  key: string
  label: string
  text: string | null
  hidden: boolean
}

/** Columns that say whom the record is about; they are shown beside the facts, not among them. */
const about = new Set(['citizen', 'name', 'card'])

/**
 * Answers the lines of a record given by SQL names, in the order of its ledger; empty columns are left out, hidden ones
 * too, unless they hold something.
 */
export function factsOf(
  actor: Pick<Actor, 'role' | 'unit'>,
  feed: FeedName,
  record: Readonly<Record<string, unknown>>,
): Fact[] {
  const columns = Object.entries(departmentLedgers[feed].columns) as [string, Column][]
  return columns.flatMap(([key, column]) => {
    const value = record[sqlNameOf(key, column)]
    if (about.has(key) || value === null || value === undefined) return []
    const hidden = !mayReadFact(actor, feed, column.sensitivity)
    return [{ key, label: column.label, text: hidden ? null : column.text(value), hidden }]
  })
}
