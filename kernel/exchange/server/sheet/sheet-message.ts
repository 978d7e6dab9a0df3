/** What the reading thread and the server say to each other. */
import type { Reason } from '../../../basis/index.ts'
import type { SheetLimits } from '../../limits.ts'
import type { TextEncoding } from './detect-encoding.ts'

/** The work a reading thread is born with. */
export type SheetTask = {
  path: string
  format: 'xlsx' | 'csv'
  name: string
  sheet: string | null
  limits: SheetLimits
}

/** What the file turned out to be. */
export type OpenedSheet = { sheetName: string; sheetNames: string[]; encoding: TextEncoding | null }

/** The thread's answers, in this order: `opened`, any number of `rows`, `end`; or `refused` instead of any of them. */
export type SheetMessage =
  | { kind: 'opened'; opened: OpenedSheet }
  | { kind: 'rows'; packed: string }
  | { kind: 'end'; merges: string[] }
  | { kind: 'refused'; reasons: Reason[] }
