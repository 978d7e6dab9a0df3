/** The same two dozen rules in five ways, each with the same answers: ours, SQL by hand, two engines, a bare loop. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { ParametersInForce } from '@xinlu/kernel/rules'
import { parametersIn, whatIf } from '@xinlu/kernel/rules/server'
import { householdParameters } from '@xinlu/monitoring'
import { type OwnerConnection, withOwner } from '../database/with-owner.ts'
import { CITY } from '../work/screen-city.ts'
import type { BenchCity } from './bench-city.ts'
import { type BenchLine, measure } from './measure.ts'
import { type HouseholdDocument, readDocuments } from './peers/documents.ts'
import { handConditions, handCounts, handHits } from './peers/hand-sql.ts'
import { jsonRulesEngine } from './peers/json-rules.ts'
import { sameCatalogue, sameRules } from './peers/same-rules.ts'
import { type Columns, codes, loopColumns, loopCounts } from './peers/typed-loop.ts'
import { HOW_TO_GET_ZEN, zenEngine } from './peers/zen.ts'
import { asSystem } from './screening-lines.ts'

const OURS = `${sameRules.length} rules by county`

/** Runs all five over a screened city; a way whose answers differ ends the run with an error. */
export async function peerLines(bench: BenchCity, sample: number): Promise<BenchLine[]> {
  const { asOf } = bench
  const parameters = await asSystem(bench, (tx) => parametersIn(tx, householdParameters, CITY, asOf))
  const conditions = handConditions(parameters)
  const ours = new Map<string, number>()
  const lines = [
    await measure(
      OURS,
      async () => {
        const counts = await asSystem(bench, (tx) =>
          whatIf(tx, { catalogue: sameCatalogue, asOf, division: CITY }),
        )
        ours.clear()
        for (const { rule, now } of counts) ours.set(rule, (ours.get(rule) ?? 0) + now)
        return bench.city.households
      },
      { runs: 5 },
    ),
  ]
  await withOwner(bench.house, async (client) => {
    await client.query('set jit = off')
    lines.push(await handLine(client, conditions, ours), await handHitsLine(client, conditions))
    lines.push(await loopLine(client, parameters, ours))
  })
  return [...lines, ...(await engineLines(bench, sample))]
}

async function handLine(
  client: OwnerConnection,
  conditions: Readonly<Record<string, string>>,
  ours: ReadonlyMap<string, number>,
): Promise<BenchLine> {
  const text = handCounts(conditions)
  const sums = new Map<string, number>()
  const line = await measure(
    'the same by hand in SQL, without row policies',
    async () => {
      const { rows } = await client.query<Record<string, string>>(text)
      sums.clear()
      for (const row of rows)
        Object.keys(conditions).forEach((key, n) =>
          sums.set(key, (sums.get(key) ?? 0) + Number(row[`c${n}`])),
        )
    },
    { runs: 5, beside: OURS },
  )
  assertEqual('hand-written SQL', countsText(sums), countsText(ours))
  return line
}

async function handHitsLine(
  client: OwnerConnection,
  conditions: Readonly<Record<string, string>>,
): Promise<BenchLine> {
  const line = await measure(
    'the hits by hand in SQL, into a table',
    async () => {
      await client.query('drop table if exists pg_temp.hand_hit')
      await client.query(`create temp table hand_hit as ${handHits(conditions)}`)
    },
    { runs: 3, beside: 'run of record, nothing changed', note: 'no inputs, no digest, nothing settled' },
  )
  const digest = (from: string) =>
    client.query(
      `select count(*)::int, sum(hashtextextended(s || ' ' || r, 0))::text from (${from}) t (s, r)`,
    )
  const keys = sameRules.map(({ key }) => `'${key}'`).join(', ')
  assertEqual(
    'hits by hand-written SQL',
    (await digest('select household::text, rule from pg_temp.hand_hit')).rows,
    (await digest(`select subject::text, rule from rules.finding where state = 'open' and rule in (${keys})`))
      .rows,
  )
  return line
}

async function loopLine(
  client: OwnerConnection,
  parameters: ParametersInForce,
  ours: ReadonlyMap<string, number>,
): Promise<BenchLine> {
  const columns = await readColumns(client)
  let counts = new Uint32Array()
  const line = await measure(
    'a hand-written loop over columns in memory (floor)',
    async () => {
      counts = loopCounts(columns, parameters) as Uint32Array<ArrayBuffer>
    },
    { runs: 5, beside: OURS, note: 'columns already in memory' },
  )
  const found = sameRules.map(({ key }, n) => [key, counts[n]!] as const)
  assertEqual('loop', countsText(found), countsText(ours))
  return line
}

async function readColumns(client: OwnerConnection): Promise<Columns> {
  const texts = new Set(['kind', 'house_grade', 'house_damage'])
  const listed = loopColumns.map((name) =>
    texts.has(name) ? `array_position(array['${codes.join("','")}'], ${name}) - 1 as ${name}` : name,
  )
  const count = Number(
    (await client.query('select count(*) from monitoring.household_feature')).rows[0].count,
  )
  const columns = Object.fromEntries(loopColumns.map((name) => [name, new Float64Array(count).fill(NaN)]))
  await client.query('begin')
  await client.query(
    `declare c no scroll cursor for select ${listed.join(', ')} from monitoring.household_feature order by household`,
  )
  let at = 0
  for (;;) {
    const { rows } = await client.query<unknown[]>({ text: 'fetch 20000 from c', rowMode: 'array' })
    if (rows.length === 0) break
    for (const row of rows) {
      row.forEach((value, n) => {
        if (value !== null) columns[loopColumns[n]!]![at] = Number(value)
      })
      at += 1
    }
  }
  await client.query('commit')
  return columns
}

async function engineLines(bench: BenchCity, sample: number): Promise<BenchLine[]> {
  const documents = await asSystem(bench, (tx) =>
    readDocuments(tx, sameRules, { asOf: bench.asOf, division: CITY, limit: sample }),
  )
  const expected = await findingsOf(bench, documents)
  const share = bench.city.households / documents.length
  const lines: BenchLine[] = []
  for (const [name, engine] of [
    ['@gorules/zen-engine', await zenEngine(sameRules)],
    ['json-rules-engine', jsonRulesEngine(sameRules)],
  ] as const) {
    if (!engine) {
      console.error(`${name} is not here and is left out; bring it in with: ${HOW_TO_GET_ZEN}`)
      continue
    }
    let hits: string[] = []
    await engine(documents.slice(0, 200))
    const line = await measure(
      name,
      async () => {
        hits = await engine(documents)
      },
      { runs: 1, beside: OURS },
    )
    assertEqual(name, digestOf(hits), digestOf(expected))
    const note = `${documents.length} ready documents took ${Math.round(line.ms)} ms; extrapolated to the city`
    lines.push({ ...line, ms: line.ms * share, rows: bench.city.households, note })
  }
  return lines
}

async function findingsOf(bench: BenchCity, documents: readonly HouseholdDocument[]): Promise<string[]> {
  const ids = documents.map(({ household }) => household)
  const keys = sameRules.map(({ key }) => key)
  return asSystem(bench, async (tx) => {
    const { rows } = await sql<{ hit: string }>`
      select subject || ' ' || rule as hit from rules.finding
      where state = 'open' and rule = any (${keys}::text[]) and subject = any (${ids}::uuid[])`.execute(tx)
    return rows.map(({ hit }) => hit)
  })
}

function countsText(counts: Iterable<readonly [string, number]>): string[] {
  return Array.from(counts, ([rule, count]) => `${rule} ${count}`).toSorted()
}

function digestOf(hits: readonly string[]): string {
  return `${hits.length} ${createHash('sha256').update(hits.toSorted().join('\n')).digest('hex')}`
}

function assertEqual(who: string, found: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)]
  if (one !== other) throw new Error(`${who} answers otherwise:\n${one}\n${other}`)
}
