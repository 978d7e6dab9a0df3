/** Refreshes the features and runs the rules, for the command line and for the first start. */
import { divisionCode, type Day, type DivisionCode } from '@xinlu/kernel/basis'
import { type Database, type ScopeOfWork, withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import {
  type RefreshReport,
  type RunReport,
  catchUp,
  refreshAndScreen,
  syncParameters,
} from '@xinlu/kernel/rules/server'
import { householdSource } from '@xinlu/monitoring/server'

/** The city of the shipped parameters; another city starts with its own. */
export const CITY: DivisionCode = divisionCode(140900)

/** Who screens what, on which day. */
export interface ScreeningWish {
  by: ScopeOfWork & { name: string }
  division: DivisionCode
  asOf: Day
  /** Only the households whose facts changed since. */
  dirtyOnly?: boolean
  signal?: AbortSignal
  progress?: (done: number, of: number, step: string) => void
}

/** What was refreshed and found; nothing when nothing had changed. */
export interface Screened {
  features: RefreshReport
  run: RunReport
}

const LONG = { statementMs: 30 * 60_000 }

/** Screens in one transaction, audited; a cancelled screening leaves everything as it was. */
export function screenCity(database: Database, wish: ScreeningWish): Promise<Screened | undefined> {
  const { by, division, asOf, signal, progress } = wish
  return withScope(
    database,
    by,
    async (tx) => {
      await syncParameters(tx, householdSource.catalogue)
      const refresh = { source: householdSource, asOf, division, signal, onProgress: progress }
      const screened = wish.dirtyOnly ? await catchUp(tx, refresh, Number.MAX_SAFE_INTEGER) : await refreshAndScreen(tx, refresh)
      if (screened) {
        const { id, hits, digest } = screened.run
        await record(tx, by, 'rules.screen', { subjectKind: 'run', subject: id, division, detail: { asOf, hits, digest } })
      }
      return screened
    },
    LONG,
  )
}
