/** What sign-in needs around it: the database, the keys, the clock, and the audit trail, which stands a floor above. */
import type { DivisionCode } from '../../basis/index.ts'
import type { Watch } from './alarm.ts'
import type { Database, Tx } from './database.ts'
import type { Keys } from './keys.ts'

/** Writes one audit entry; `record` of the audit room fits. */
export type Recorder = (
  tx: Tx,
  who: { account: string; name: string; post?: string; role?: string; address?: string },
  act: string,
  note: {
    subjectKind: string
    subject?: string
    division: DivisionCode
    detail?: Readonly<Record<string, unknown>>
  },
  outcome?: 'done' | 'refused' | 'failed',
) => Promise<void>

/** The desk at the door. */
export interface AccessDesk {
  database: Database
  keys: Keys
  now(): Date
  record: Recorder
  /** Hears alarms; without it they are printed. */
  watch?: Watch
}
