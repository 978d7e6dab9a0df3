/** What the parent asks of a measured process, and what it hears. */
import type { CityMade } from '../demo/make-city.ts'
import type { Day } from '@xinlu/kernel/basis'

/** One piece of work. */
export type ChildTask =
  | { kind: 'makeCity'; households: number; today: Day }
  | { kind: 'writeRows'; path: string; format: 'csv' | 'xlsx'; item: string; most: number }
  | { kind: 'import'; path: string; period: string }
  | { kind: 'undo'; batch: string }
  | { kind: 'export'; ledger: string; path: string }

/** Milliseconds and rows of the work; peaks of memory in MB; what the work made. */
export interface ChildAnswer {
  ms: number
  rows: number
  /** The most this process ever held, its start included. */
  rss: number
  /** The most that its connections' processes held for themselves; unknown where they are elsewhere. */
  databaseRss?: number
  city?: CityMade
  batch?: string
}
