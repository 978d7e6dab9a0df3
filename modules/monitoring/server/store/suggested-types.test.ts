/** The suggested type in SQL and in TypeScript is the same, on all facts. */
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { openDatabase, SYSTEM, withScope, type Database } from '@xinlu/kernel/access/server'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { suggestType, type TypeFacts } from '../../monitored-type.ts'
import { suggestedTypeSql } from './suggested-types.ts'

let file: TestDatabase
let database: Database

beforeAll(async () => {
  file = await testDatabase()
  database = openDatabase(file.appUrl)
})
afterAll(async () => {
  await database.close()
  await file.drop()
})

const facts: fc.Arbitrary<TypeFacts> = fc.record({
  kind: fc.constantFrom('formerPoor', 'ordinary'),
  belowLine: fc.constantFrom(true, false, null),
  hasRisk: fc.boolean(),
  hasSudden: fc.boolean(),
})

it('agrees with the pure function', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(facts, { minLength: 1, maxLength: 60 }), async (given) => {
      const rows = given.map((one, n) => ({
        n,
        kind: one.kind,
        below: one.belowLine,
        risk: one.hasRisk,
        sudden: one.hasSudden,
      }))
      const of = {
        kind: sql.raw('r.kind'),
        belowLine: sql.raw('r.below'),
        hasRisk: sql.raw('r.risk'),
        hasSudden: sql.raw('r.sudden'),
      }
      const answered = await withScope(database, SYSTEM, (tx) =>
        sql<{ type: string | null }>`
          select ${suggestedTypeSql(of)} as type
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (n int, kind text, below boolean, risk boolean, sudden boolean)
          order by r.n`.execute(tx),
      )
      expect(answered.rows.map(({ type }) => type)).toEqual(given.map((one) => suggestType(one).type))
    }),
    { numRuns: 30 },
  )
})

describe('the three types', () => {
  const cases: [string, TypeFacts, string | null][] = [
    [
      '脱贫户低于线且有风险',
      { kind: 'formerPoor', belowLine: true, hasRisk: true, hasSudden: false },
      'unstable',
    ],
    [
      '一般农户低于线且有风险',
      { kind: 'ordinary', belowLine: true, hasRisk: true, hasSudden: true },
      'marginal',
    ],
    [
      '脱贫户高于线、突发大病',
      { kind: 'formerPoor', belowLine: false, hasRisk: true, hasSudden: true },
      'sudden',
    ],
    [
      '一般农户高于线、突发灾害',
      { kind: 'ordinary', belowLine: false, hasRisk: true, hasSudden: true },
      'sudden',
    ],
    ['高于线、只有一般风险', { kind: 'ordinary', belowLine: false, hasRisk: true, hasSudden: false }, null],
    ['低于线、没有发现风险', { kind: 'formerPoor', belowLine: true, hasRisk: false, hasSudden: false }, null],
    ['没有收入测算', { kind: 'ordinary', belowLine: null, hasRisk: true, hasSudden: true }, null],
  ]
  it.each(cases)('%s', (_says, given, type) => {
    const answer = suggestType(given)
    expect(answer.type).toBe(type)
    expect(answer.reasons.length).toBeGreaterThan(0)
  })
})
