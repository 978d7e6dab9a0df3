/** Features, runs and what-if: the work that the wide table was made for. */
import { sql } from 'kysely'
import { SYSTEM, type Tx, withScope } from '@xinlu/kernel/access/server'
import {
  catchUp,
  explainSubject,
  markDirty,
  refreshByCounty,
  runScreening,
  whatIf,
} from '@xinlu/kernel/rules/server'
import { householdCatalogue } from '@xinlu/monitoring'
import { householdFeatureSource } from '@xinlu/monitoring/server'
import { withOwner } from '../database/with-owner.ts'
import { CITY } from '../work/screen-city.ts'
import type { BenchCity } from './bench-city.ts'
import { type BenchLine, measure, quantile } from './measure.ts'

const LONG = { statementMs: 30 * 60_000 }
const DIRTY = 10_000

/** Runs the work as the system, in a transaction of its own that may be long. */
export function asSystem<T>({ house }: Pick<BenchCity, 'house'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withScope(house.database, SYSTEM, work, LONG)
}

/** Computes all features from nothing, screens, screens again, and follows changes. Leaves the city screened. */
export async function screeningLines(bench: BenchCity): Promise<BenchLine[]> {
  const { asOf } = bench
  const place = { asOf, division: CITY }
  const refresh = { ...place, source: householdFeatureSource }
  const screening = { ...place, catalogue: householdCatalogue }
  const lines: BenchLine[] = []
  await asOwner(bench, 'truncate monitoring.household_feature; truncate rules.dirty')
  lines.push(
    await measure('features from nothing', async () => {
      return (await refreshByCounty(bench.house.database, SYSTEM, refresh)).added
    }),
    await measure('features again, nothing changed', async () => {
      return (await refreshByCounty(bench.house.database, SYSTEM, refresh)).subjects
    }),
  )
  await asOwner(bench, 'truncate rules.finding cascade')
  await asOwner(bench, 'vacuum analyze monitoring.household_feature')
  lines.push(
    await measure('run of record, every finding new', async () => {
      return (await asSystem(bench, (tx) => runScreening(tx, screening))).subjects
    }),
  )
  await asOwner(bench, 'analyze rules.finding')
  lines.push(
    await measure(
      'run of record, nothing changed',
      async () => (await asSystem(bench, (tx) => runScreening(tx, screening))).subjects,
      { runs: 3 },
    ),
    await dirtyLine(bench, refresh),
    await measure(
      'what-if, all rules by county, one value changed',
      async () => {
        await asSystem(bench, (tx) => whatIf(tx, { ...screening, changes: lineTried }))
      },
      { runs: 5 },
    ),
    await measure(
      'what-if, the rules of one parameter',
      async () => {
        await asSystem(bench, (tx) =>
          whatIf(tx, { ...screening, changes: illnessTried, onlyDependent: true }),
        )
      },
      { runs: 5 },
    ),
    await explainLine(bench),
  )
  return lines
}

/** Tells whether a run of record has been made here. */
export function isScreened(bench: BenchCity): Promise<boolean> {
  return asSystem(bench, async (tx) => {
    const { rows } = await sql`select from rules.run limit 1`.execute(tx)
    return rows.length > 0
  })
}

const lineTried = [{ key: 'line.monitoring', value: 800_000 }]
const illnessTried = [{ key: 'medical.chronicMonth', value: 40_000 }]

/** Runs maintenance as the owner of the database, past every policy. */
export async function asOwner({ house }: BenchCity, ...statements: readonly string[]): Promise<void> {
  await withOwner(house, async (connection) => {
    for (const statement of statements) await connection.query(statement)
  })
}

async function dirtyLine(bench: BenchCity, refresh: Parameters<typeof catchUp>[1]): Promise<BenchLine> {
  await asSystem(bench, (tx) =>
    markDirty(
      tx,
      'household',
      sql`select county, division, id as subject from households.household_public where state = 'living'
        order by md5(id::text) limit ${DIRTY}`,
    ),
  )
  return measure(`${DIRTY.toLocaleString('en')} dirty households, features and run`, async () => {
    return (await asSystem(bench, (tx) => catchUp(tx, refresh, DIRTY)))?.features.subjects
  })
}

async function explainLine(bench: BenchCity): Promise<BenchLine> {
  const homes = await asSystem(bench, async (tx) => {
    const { rows } = await sql<{ county: number; subject: string }>`
      select county, household as subject from monitoring.household_feature order by md5(household::text) limit 300`.execute(
      tx,
    )
    return rows
  })
  const times: number[] = []
  const line = await measure('one household explained with trace', async () => {
    for (const home of homes) {
      const started = performance.now()
      await asSystem(bench, (tx) => explainSubject(tx, householdCatalogue, { ...home, asOf: bench.asOf }))
      times.push(performance.now() - started)
    }
  })
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => quantile(times, part))
  return {
    ...line,
    ms: p50!,
    runs: homes.length,
    note: `p50 ${p50!.toFixed(1)}, p95 ${p95!.toFixed(1)}, p99 ${p99!.toFixed(1)} ms, transaction and all`,
  }
}
