/** Computes everybody's features county by county, several counties at a time. */
import { sql } from 'kysely'
import { withScope, type Database, type ScopeOfWork } from '../../access/server/index.ts'
import { visible } from '../../access/index.ts'
import { divisionCode, isWithin } from '../../basis/index.ts'
import { countiesWithin } from './counties-within.ts'
import { refreshFeatures, type Refresh, type RefreshReport } from './refresh-features.ts'

/** How many counties are computed at once where nobody says otherwise: one for each core of a small server. */
const AT_ONCE = 2

const LONG = { statementMs: 30 * 60_000 }

/**
 * Computes the features of all subjects of the division, each county in a transaction of its own that sees only that
 * county, so that hash tables stay small and all cores work. What was computed before an error or a cancellation stays;
 * features are facts, and findings change only by a run. Throws the first error after the counties under way have ended.
 */
export async function refreshByCounty(
  database: Database,
  by: ScopeOfWork,
  refresh: Refresh,
  atOnce = AT_ONCE,
): Promise<RefreshReport> {
  const { source, division, signal, onProgress } = refresh
  const counties = await withScope(database, by, (tx) =>
    countiesWithin(tx, sql`(${source.subjects('all')})`, division),
  )
  const waiting = [...counties]
  const total: RefreshReport = { subjects: 0, added: 0, altered: 0, removed: 0 }
  let done = 0
  const failures: unknown[] = []
  const work = async () => {
    for (let county = waiting.shift(); county !== undefined; county = waiting.shift()) {
      try {
        signal?.throwIfAborted()
        const whole = divisionCode(county)
        const place = isWithin(whole, division) ? whole : division
        const { lo, hi, extra } = visible(by, place)
        const report = await withScope(
          database,
          { ...by, scope: { lo, hi }, extra },
          async (tx) => {
            // The cores are shared out between counties already.
            await sql`set local max_parallel_workers_per_gather = 0`.execute(tx)
            return refreshFeatures(tx, { ...refresh, division: place, onProgress: undefined })
          },
          LONG,
        )
        for (const key of Object.keys(total) as (keyof RefreshReport)[]) total[key] += report[key]
        onProgress?.((done += 1), counties.length, `第${done}个县，共${counties.length}个`)
      } catch (error) {
        failures.push(error)
        waiting.length = 0
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  if (failures.length > 0) throw failures[0]
  return total
}
