/** Screens a place for the command line and for the first start: features, rules, findings, one audit entry. */
import { divisionCode, type Day, type DivisionCode } from '@xinlu/kernel/basis'
import { type Database, type ScopeOfWork, withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { refreshByCounty, type RunReport } from '@xinlu/kernel/rules/server'
import { householdFeatureSource, screenHouseholds } from '@xinlu/monitoring/server'

/** The city of the shipped parameters; another city starts with its own. */
export const CITY: DivisionCode = divisionCode(140900)

/** Who screens what, on which day. */
export interface ScreeningWish {
  by: ScopeOfWork & { name: string; post?: string; role?: string }
  division: DivisionCode
  asOf: Day
  /** Only the households whose facts changed since. */
  dirtyOnly?: boolean
  signal?: AbortSignal
  progress?: (done: number, of: number, step: string) => void
}

const LONG = { statementMs: 30 * 60_000 }

/**
 * Screens, audited; answers nothing when no fact had changed. Everybody's features are computed county by county first,
 * then findings are settled in one transaction; cancelled, it leaves all findings as they were.
 */
export async function screenCity(database: Database, wish: ScreeningWish): Promise<RunReport | undefined> {
  const { by, division, asOf, dirtyOnly = false, signal, progress } = wish
  const computedAt = dirtyOnly ? undefined : new Date()
  if (!dirtyOnly) {
    const source = householdFeatureSource
    await refreshByCounty(database, by, { source, asOf, division, signal, onProgress: progress })
  }
  return withScope(
    database,
    by,
    async (tx) => {
      const reach = dirtyOnly ? 'dirty' : 'all'
      const run = await screenHouseholds(tx, {
        division,
        asOf,
        reach,
        computedAt,
        signal,
        onProgress: progress,
      })
      signal?.throwIfAborted()
      if (!run) return undefined
      const { id: subject, hits, digest } = run
      await record(tx, by, 'rules.screen', {
        subjectKind: 'run',
        subject,
        division,
        detail: { asOf, reach, hits, digest },
      })
      return run
    },
    LONG,
  )
}
