/** A post has its own place screened: features computed anew, findings settled, the run recorded. */
import type { Tx } from '@xinlu/kernel/access/server'
import { dayOf, type Day, type DivisionCode } from '@xinlu/kernel/basis'
import { command } from '@xinlu/kernel/commands/server'
import {
  catchUp,
  refreshAndScreen,
  runScreening,
  syncParameters,
  type RunReport,
} from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { startScreening as contract } from '../contract.ts'
import { monitoringPermissions } from '../permissions.ts'
import { householdFeatureSource } from './household-features.ts'

/** What to screen, for callers other than the act: the demo, the night run, the command line. */
export type HouseholdScreening = {
  division: DivisionCode
  asOf: Day
  /** Everybody, or those whose facts have changed since they were last computed. */
  reach: 'all' | 'dirty'
  /** When everybody's features were computed already, just before: the moment that began. */
  computedAt?: Date
  signal?: AbortSignal
  onProgress?: (done: number, of: number, name: string) => void
}

// A screening that was asked for leaves nobody for the next one.
const EVERYBODY = 10_000_000

/**
 * Screens the households of a place in the caller's transaction; answers the run, or nothing when no fact had changed.
 * The shipped parameter values are put in place first; a value staff set stays.
 */
export async function screenHouseholds(
  tx: Tx,
  screening: HouseholdScreening,
): Promise<RunReport | undefined> {
  const { division, asOf, reach, computedAt, signal, onProgress } = screening
  await sql`set local statement_timeout = '10min'`.execute(tx)
  await syncParameters(tx, householdFeatureSource.catalogue)
  const refresh = { source: householdFeatureSource, asOf, division, signal, onProgress }
  if (computedAt) {
    const { catalogue } = householdFeatureSource
    return runScreening(tx, { catalogue, asOf, division, cutAt: computedAt, signal })
  }
  if (reach === 'dirty') return (await catchUp(tx, refresh, EVERYBODY))?.run
  return (await refreshAndScreen(tx, refresh)).run
}

/** The act of screening the post's own place, as of today. */
export const startScreening = command(contract, {
  may: monitoringPermissions.screen,
  subject: async (_tx, { actor }) => ({ division: actor.division }),
  run: async (tx, { actor, input, now }) => {
    const run = await screenHouseholds(tx, { division: actor.division, asOf: dayOf(now), reach: input.reach })
    if (!run)
      return { run: null, subjects: 0, hits: 0, opened: 0, changed: 0, closed: 0, kept: 0, digest: null }
    const { id, subjects, hits, opened, changed, closed, kept, digest } = run
    return { run: id, subjects, hits, opened, changed, closed, kept, digest }
  },
  audit: ({ input, subject, answer }) => ({
    subjectKind: 'run',
    subject: answer.run ?? undefined,
    division: subject.division,
    detail: { reach: input.reach, subjects: answer.subjects, opened: answer.opened, closed: answer.closed },
  }),
})
