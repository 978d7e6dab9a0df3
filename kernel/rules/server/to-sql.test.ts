import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../db/test/index.ts'
import { openDatabase, SYSTEM, withScope, type Database } from '../../access/server/index.ts'
import { day } from '../../basis/index.ts'
import {
  featureColumn,
  featureColumnType,
  interpret,
  kindOf,
  parseExpression,
  value,
  type Condition,
  type FeatureValue,
  type FeatureValues,
  type Kind,
  type ParametersInForce,
  type TermNode,
} from '../index.ts'
import { library } from '../test/library.ts'
import { parameterSql } from './parameter-sql.ts'
import { conditionSql } from './to-sql.ts'

let database: TestDatabase
let app: Database
beforeAll(async () => {
  database = await testDatabase()
  app = openDatabase(database.appUrl)
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

const south = Object.fromEntries(Object.values(library.parameters).map(({ key, values }) => [key, values[0]]))
const { read: fixed } = parameterSql(library.parameters, new Map([[990103, south]]))
const features = Object.values(library.features)
const parameters = Object.values(library.parameters)

// Small numbers meet often: equalities, zeros to divide by and unknowns are the common case, not the rare one.
const integers = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
)
const decimals = fc.oneof(
  integers,
  fc.integer({ min: -500, max: 500 }).map((n) => n / 100),
  fc.constantFrom(0.1, 0.3, 1e-6),
)
const valuesOf: Record<Kind, fc.Arbitrary<number | string | boolean>> = {
  money: integers,
  number: decimals,
  percent: decimals,
  flag: fc.boolean(),
  code: fc.constantFrom('child', 'adult', 'guest'),
  day: fc.constantFrom('2022-12-31', '2023-01-01', '2024-02-29'),
}
const orNull = (arbitrary: fc.Arbitrary<number | string | boolean>): fc.Arbitrary<FeatureValue> =>
  fc.option(arbitrary, { nil: null, freq: 4 })

const rowOf: fc.Arbitrary<FeatureValues> = fc.record(
  Object.fromEntries(
    features.map((f) => [f.key, orNull(f.type === 'count' ? integers : valuesOf[kindOf(f)])]),
  ),
)
const inForceOf: fc.Arbitrary<ParametersInForce> = fc
  .record(
    Object.fromEntries(
      parameters.map((p) => [p.key, orNull(p.type === 'days' ? integers : valuesOf[kindOf(p)])]),
    ),
  )
  .map((found) =>
    Object.fromEntries(
      parameters.map(({ key, values }) => [
        key,
        found[key] === null ? undefined : { ...values[0]!, value: found[key] as number },
      ]),
    ),
  )

function leafOf(kind: Kind): fc.Arbitrary<TermNode> {
  const words = [
    ...features.filter((f) => kindOf(f) === kind).map(({ key }) => ({ is: 'feature', key }) as const),
    ...parameters.filter((p) => kindOf(p) === kind).map(({ key }) => ({ is: 'parameter', key }) as const),
  ]
  const fixed = valuesOf[kind].map((found): TermNode => ({ is: 'value', kind, value: found }))
  return fc.oneof({ arbitrary: fc.constantFrom(...words), weight: 3 }, { arbitrary: fixed, weight: 1 })
}

function termOf(kind: Kind, depth: number): fc.Arbitrary<TermNode> {
  const leaf = leafOf(kind)
  if (depth === 0 || kind === 'flag' || kind === 'code' || kind === 'day') return leaf
  const same = termOf(kind, depth - 1)
  const number = termOf('number', depth - 1)
  return fc.oneof(
    leaf,
    fc.record({ is: fc.constantFrom('plus' as const, 'minus' as const), left: same, right: same }),
    fc.record({ is: fc.constantFrom('times' as const, 'over' as const), left: same, right: number }),
  )
}

const kinds: Kind[] = ['money', 'number', 'percent', 'day', 'code', 'flag']
const leafCondition: fc.Arbitrary<Condition> = fc.oneof(
  ...kinds.map((kind) => {
    const ordered = kind === 'code' || kind === 'flag' ? [] : (['lt', 'lte', 'gt', 'gte'] as const)
    return fc.record({
      is: fc.constantFrom('eq' as const, 'ne' as const, ...ordered),
      left: termOf(kind, 2),
      right: termOf(kind, 2),
    })
  }),
  fc.record({
    is: fc.constant('among' as const),
    term: leafOf('code'),
    codes: fc.uniqueArray(fc.constantFrom('child', 'adult', 'guest'), { minLength: 1 }),
  }),
  fc.record({ is: fc.constant('isTrue' as const), term: leafOf('flag') }),
  fc.record({ is: fc.constant('isKnown' as const), term: fc.oneof(...kinds.map((kind) => termOf(kind, 1))) }),
)
const conditionOf: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    leafCondition,
    fc.record({
      is: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ is: fc.constant('not' as const), of: tie('node') }),
  ),
})).node

type Answer = { condition: Condition; row: FeatureValues; inForce: ParametersInForce; got: boolean | null }

/** Asks PostgreSQL for the outcome of every condition for every row; row n lies in county n of the group. */
async function answers(
  conditions: Condition[],
  rows: FeatureValues[],
  group: ParametersInForce[],
): Promise<Answer[]> {
  const { read, join } = parameterSql(library.parameters, new Map(group.map((one, n) => [n, one])))
  const columns = features.map((f) => `"${featureColumn(f.key)}" ${featureColumnType(f.type)}`).join(', ')
  const data = rows.map((row, n) => ({
    n,
    county: n % group.length,
    ...Object.fromEntries(features.map(({ key }) => [featureColumn(key), row[key]])),
  }))
  const found: Answer[] = []
  await withScope(app, SYSTEM, async (tx) => {
    // Fifty conditions a statement: one array of outcomes comes back for each row.
    for (let from = 0; from < conditions.length; from += 50) {
      const batch = conditions.slice(from, from + 50)
      const result = await sql<{ n: number; outcomes: (boolean | null)[] }>`
        select f.n, jsonb_build_array(${sql.join(batch.map((one) => conditionSql(one, library, read)))}) as outcomes
        from jsonb_to_recordset(${JSON.stringify(data)}::jsonb) as ${sql.raw(`f (n int, county int, ${columns})`)}
        ${join}`.execute(tx)
      for (const { n, outcomes } of result.rows) {
        const about = { row: rows[n]!, inForce: group[n % group.length]! }
        found.push(...batch.map((condition, index) => ({ condition, ...about, got: outcomes[index]! })))
      }
    }
  })
  return found
}

describe('conditionSql', () => {
  it('agrees with the interpreter on random conditions and random readers, unknowns included', async () => {
    const seed = Number(process.env['RULES_SEED'] ?? 20231124)
    const conditions = fc
      .sample(conditionOf, { numRuns: 300, seed })
      .filter((one) => parseExpression(one, library).ok)
    const rows = fc.sample(rowOf, { numRuns: 40, seed: seed + 1 })
    const counties = fc.sample(inForceOf, { numRuns: 8, seed: seed + 2 })
    const outcomes = new Map<unknown, number>()
    // All counties at once read a joined relation; one county alone reads numerals; none has parameters at all.
    for (const group of [counties, counties.slice(0, 1), [{}]]) {
      for (const { condition, row, inForce, got } of await answers(conditions, rows, group)) {
        const { value: expected } = interpret(library, condition, row, inForce)
        outcomes.set(got, (outcomes.get(got) ?? 0) + 1)
        // A whole object only where they differ: a matcher for each of 36,000 cases would take longer than the cases.
        if (got !== expected)
          expect({ condition, row, inForce, got }).toEqual({ condition, row, inForce, got: expected })
      }
    }
    // The sample must have teeth: enough cases, and many of each outcome.
    const counts = [true, false, null].map((one) => outcomes.get(one) ?? 0)
    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(30_000)
    expect(Math.min(...counts)).toBeGreaterThan(1_000)
  })

  it('binds texts and never writes them into the statement', async () => {
    const nasty = `x'); drop table rules.finding; --`
    const condition: Condition = { is: 'among', term: { is: 'feature', key: 'card' }, codes: [nasty] }
    await withScope(app, SYSTEM, async (tx) => {
      const compiled = sql`select ${conditionSql(condition, library, fixed)}`.compile(tx)
      expect(compiled.sql).toBe('select (f."card" in ($1::text))')
      expect(compiled.parameters).toEqual([nasty])
    })
  })

  it('writes plain comparisons', async () => {
    await withScope(app, SYSTEM, async (tx) => {
      const { sql: text } = sql`${conditionSql(library.rules[0]!.when, library, fixed)}`.compile(tx)
      expect(text).toBe('((f."days_late" > (14)::bigint) and (not (f."is_staff")))')
      const since = conditionSql(
        { is: 'lt', left: { is: 'feature', key: 'joinedOn' }, right: value(day('2023-01-01')) },
        library,
        fixed,
      )
      expect(sql`${since}`.compile(tx).sql).toBe('(f."joined_on" < $1::date)')
    })
  })

  it('accepts no column that is not in the catalogue', () => {
    const stray: Condition = { is: 'isTrue', term: { is: 'feature', key: 'county" or true --' } }
    expect(() => conditionSql(stray, library, fixed)).toThrow('No feature')
  })
})
