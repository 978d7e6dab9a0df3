import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { placeRules } from './place-rules.ts'
import { inspectCatalog } from './inspect-catalog.ts'
import { insertRow } from './test/insert-row.ts'
import { makeRow } from './test/make-row.ts'
import type { RowMaker } from './test/row-maker.ts'
import { catalogMutants, tableMutants } from './test/mutants.ts'
import { installProbe, probed, type ProbedPlace, probeTable } from './test/probe-table.ts'
import { placeTableShapes, type TableShape } from './test/table-shape.ts'

let db: TestDatabase
let client: pg.Client
let tables: TableShape[]
const places = Object.entries(probed) as [ProbedPlace, number][]
const maker: RowMaker = {
  mark: ({ division, n }, table, column) => `⟦${division}:${table}.${column}:${n}⟧`,
  name: ({ n }) => `王${'一二三'[n]}`,
  citizenId: ({ division, n }) => `${division}${n}`,
  phone: ({ division, n }) => `${division}${n}`,
  seal: (plain) => Buffer.from(plain),
  index: (kind, plain) => createHash('sha256').update(`${kind}/${plain}`).digest(),
}

// One superuser's session in one transaction: each mutant is made, looked at, and rolled back to where it was.
beforeAll(async () => {
  db = await testDatabase()
  client = new pg.Client({ connectionString: db.adminUrl })
  await client.connect()
  await client.query('begin; set local session_replication_role = replica')
  tables = await placeTableShapes(client)
  await installProbe(client)
})
afterAll(async () => {
  await client.query('rollback')
  await client.end()
  await db.drop()
})

async function undone<T>(work: () => Promise<T>): Promise<T> {
  await client.query('savepoint mutant')
  try {
    return await work()
  } finally {
    await client.query('rollback to savepoint mutant; release savepoint mutant')
  }
}

// A second row that the table would take: tried, and taken back.
const accepted = new Map<string, Record<string, unknown>>()
async function acceptedRow(table: TableShape, division: number): Promise<Record<string, unknown>> {
  const key = `${table.name}/${division}`
  const known = accepted.get(key)
  if (known) return known
  const row = await undone(() => insertRow(client, table, makeRow(table, { division, n: 2 }, maker)))
  accepted.set(key, row)
  return row
}

const oddities = (table: TableShape) =>
  undone(async () => {
    const fresh: Partial<Record<ProbedPlace, object>> = {}
    for (const [name, division] of places) fresh[name] = jsonOf(table, await acceptedRow(table, division))
    return probeTable(
      client,
      table.name,
      table.columns.map(({ name }) => name),
      fresh as Record<ProbedPlace, object>,
    )
  })

describe('the catalog', () => {
  it('breaks no rule', async () => {
    expect(await inspectCatalog(client)).toEqual([])
  })

  it.each(catalogMutants)('notices $name ($rule)', async ({ sql, rule }) => {
    const before = await inspectCatalog(client)
    const found = await undone(async () => {
      await client.query(sql)
      return inspectCatalog(client)
    })
    const known = new Set(before.map((finding) => finding.rule + finding.object))
    const fresh = found.filter((finding) => !known.has(finding.rule + finding.object))
    expect(fresh.map((finding) => finding.rule)).toContain(rule)
  })
})

describe('row security', () => {
  beforeAll(async () => {
    for (const table of tables)
      for (const [, division] of places)
        await insertRow(client, table, makeRow(table, { division, n: 1 }, maker))
  })

  it('keeps every table to the places of the post', async () => {
    const found: Record<string, string[]> = {}
    for (const table of tables) found[table.name] = await oddities(table)
    expect(Object.fromEntries(Object.entries(found).filter(([, odd]) => odd.length > 0))).toEqual({})
  })

  it('keeps every view to the places of the post', async () => {
    const views = await client.query<{ name: string }>(`
      select table_schema || '.' || table_name as name from information_schema.columns c
      where column_name = 'division' and has_table_privilege('xinlu_app', c.table_schema || '.' || c.table_name, 'select')
        and exists (select from information_schema.views v
          where v.table_schema = c.table_schema and v.table_name = c.table_name) order by 1`)
    const seen = await undone(async () => {
      await client.query(
        `set local role xinlu_app; set local app.lo = '${probed.own}'; set local app.hi = '${probed.own + 1}'`,
      )
      const counts: Record<string, string[]> = {}
      for (const { name } of views.rows) {
        const { rows } = await client.query<{ division: string }>(`select distinct division from ${name}`)
        counts[name] = rows.map((row) => row.division)
      }
      return counts
    })
    expect(Object.keys(seen).length).toBeGreaterThan(0)
    expect(seen).toEqual(Object.fromEntries(views.rows.map(({ name }) => [name, [String(probed.own)]])))
  })

  it('cannot be dropped or loosened anywhere without inspection and probe noticing', async () => {
    const guardRules = placeRules.filter(({ name }) => ['place.guarded', 'place.policies'].includes(name))
    const survivors: string[] = []
    let mutants = 0
    let killed = 0
    for (const table of tables) {
      if ((await oddities(table)).length > 0) throw new Error(`${table.name} is odd before it is changed`)
      for (const { name, sql } of tableMutants(table.name)) {
        mutants += 1
        const [inspected, probed] = await undone(async () => {
          await client.query(sql)
          return [await inspectCatalog(client, guardRules), await oddities(table)]
        })
        if (inspected.length === 0) survivors.push(`inspection: ${table.name}: ${name}`)
        if (probed.length === 0) survivors.push(`probe: ${table.name}: ${name}`)
        if (inspected.length > 0 && probed.length > 0) killed += 1
      }
    }
    console.log(
      `catalog: ${tables.length} tables, ${tables.length * 2} policies, ${mutants} mutants, ${killed} killed`,
    )
    expect(survivors).toEqual([])
    expect(mutants).toBeGreaterThanOrEqual(tables.length * 12)
  })
})

// As jsonb_populate_record reads it: bytes in hex, JSON as JSON.
function jsonOf(table: TableShape, row: Record<string, unknown>): object {
  return Object.fromEntries(
    table.columns.map(({ name, type }) => {
      const value = row[name]
      if (Buffer.isBuffer(value)) return [name, `\\x${value.toString('hex')}`]
      return [name, type === 'jsonb' && typeof value === 'string' ? JSON.parse(value) : value]
    }),
  )
}
