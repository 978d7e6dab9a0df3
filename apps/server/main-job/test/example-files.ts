/** The files of `examples/` with what they must give. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VerdictCounts } from '@xinlu/kernel/exchange'

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'examples')

/** A file of a sender, and the verdicts its rows must get. */
export interface ExampleFile {
  sender: string
  file: string
  ledger: string
  period: string
  counts: VerdictCounts
}

/** A defect of a dirty workbook; `right` put under `header` makes the row good. */
export interface ErrorLabel {
  row: number
  column: string | null
  header: string | null
  kind: string
  reason: string
  right: string | number | null
}

/** Something odd that must be read as `becomes`, leaving `note` or none. */
export interface RepairLabel {
  row: number
  column: string | null
  header: string | null
  kind: string
  note: string | null
  becomes: string | null
}

/** A dirty workbook with its labels. */
export interface DirtyBook {
  workbook: string
  ledger: string
  rows: number
  errors: ErrorLabel[]
  repaired: RepairLabel[]
}

/** A file that must be refused, and with which sentence. */
export interface RefusedFile {
  file: string
  ledger: string
  sentence: string
}

/** A household at which a rule must point. */
export interface Doubt {
  household: string
  head: string
  rule: string
}

/** The files in the order in which they are imported, and the supplement of 500 rows. */
export const { files, supplement } = read<{ files: ExampleFile[]; supplement: ExampleFile }>('files.json')

/** The dirty workbooks. */
export const dirtyBooks = read<DirtyBook[]>('dirty/labels.json')

/** The files to refuse. */
export const refusedFiles = read<RefusedFile[]>('refused/labels.json')

/** The doubts worked out by hand. */
export const expectedDoubts = read<Doubt[]>('expected-doubts.json')

/** Answers the path of an example. */
export function examplePath(...parts: readonly string[]): string {
  return join(folder, ...parts)
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T
}
