import { parse } from 'libpg-query'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { storeStatements } from '../tool/printed-sql.ts'
import { type Spread, type Unfit, unfitParts } from './county-joins.ts'
import { walk } from './sql-tree.ts'
import { unfitAllowed } from './unfit-allowed.ts'

let db: TestDatabase
let spread: Spread
beforeAll(async () => {
  db = await testDatabase()
  const { rows } = await db.admin(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'county' and not a.attisdropped
    where n.nspname !~ '^(pg_|information_schema$)' and c.relkind in ('r', 'p', 'v')
      and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'coordinator: %'`)
  // The samples of imports stand for every ledger with tables of their own, which lie with their county too.
  const sampled = ['library.loan', 'library.reader']
  spread = { relations: new Set([...sampled, ...rows.map(({ name }) => name as string)]) }
})
afterAll(() => db.drop())

async function unfit(sql: string, parameters: readonly unknown[] = []) {
  const { stmts } = (await parse(sql)) as { stmts: { stmt: unknown }[] }
  return stmts.flatMap(({ stmt }) => unfitParts(stmt, parameters, spread))
}

// A sample that answers no columns leaves the list of what is set empty; nothing of the joins is lost with it.
const filled = (sql: string) => sql.replace(/ set\s+(?=from )/, ' set ver = 1 ').replace(/ set\s+,/, ' set')

function relationsIn(tree: unknown): string[] {
  const found: string[] = []
  walk(tree, (kind, node) => {
    if (kind === 'RangeVar') found.push(`${String(node['schemaname'])}.${String(node['relname'])}`)
    return false
  })
  return found
}

describe('every printed statement', () => {
  it('keeps to one county in its joins, or is listed with the reason why not', async () => {
    const statements = await storeStatements()
    expect(statements.length).toBeGreaterThan(300)
    const found: Record<string, Unfit[]> = {}
    for (const { source, sql, parameters } of statements) {
      const name = source.split(': ')[1]!
      for (const { why } of await unfit(filled(sql), parameters))
        if (!found[name]?.includes(why)) (found[name] ??= []).push(why)
    }
    const allowed = Object.entries(unfitAllowed).map(([name, reasons]) => [name, Object.keys(reasons).sort()])
    expect(Object.fromEntries(Object.entries(found).map(([name, why]) => [name, why.sort()]))).toEqual(
      Object.fromEntries(allowed),
    )
  })

  it('never joins what stays on the coordinator with the rows of a county', async () => {
    const { rows } = await db.admin(`
      select c.oid::regclass::text as name from pg_class c
      where c.relkind = 'r' and obj_description(c.oid, 'pg_class') like 'coordinator: %'`)
    const staying = new Set(rows.map(({ name }) => name as string))
    expect(staying).toContain('access.session')
    const crossed = []
    for (const { source, sql } of await storeStatements()) {
      const named = relationsIn(await parse(filled(sql)))
      if (named.some((name) => staying.has(name)) && named.some((name) => spread.relations.has(name)))
        crossed.push(source)
    }
    expect(crossed).toEqual([])
    expect(
      relationsIn(await parse('select 1 from access.session s where exists (select from rules.finding f)')),
    ).toEqual(['access.session', 'rules.finding'])
  })

  it('keeps to one county in the views', async () => {
    const { rows } = await db.admin(`
      select n.nspname || '.' || c.relname as name, pg_get_viewdef(c.oid) as sql
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'v' and n.nspname !~ '^(pg_|information_schema$)'`)
    expect(rows.length).toBeGreaterThan(20)
    const found = []
    for (const { name, sql } of rows as { name: string; sql: string }[])
      found.push(...(await unfit(sql)).map((part) => ({ name, ...part })))
    expect(found).toEqual([])
  })
})

const clean: [string, string, unknown[]?][] = [
  [
    'joined on county',
    'select 1 from households.person p join households.household h on h.county = p.county and h.id = p.household',
  ],
  ['joined by using', 'select 1 from households.member join households.person using (county, id)'],
  [
    'both of one county',
    'select 1 from households.person p, households.household h where p.county = $1 and h.county = $2 and h.id = p.household',
    [140902, 140902],
  ],
  [
    'by way of a list',
    'select 1 from unnest($1::int[]) as l(county) join households.person p on p.county = l.county join households.household h on h.county = l.county',
  ],
  [
    'of the county around',
    'select exists (select from households.member m where m.county = p.county and m.person = p.id) from households.person p',
  ],
  [
    'in pairs',
    'select 1 from households.person where (county, id) in (select county, person from households.member)',
  ],
  [
    'by a part of the query',
    'with lived as (select county, household from households.person) select 1 from households.household h join lived l on l.county = h.county and l.household = h.id',
  ],
  [
    'held in one county',
    'select 1 from households.person where county = $1 and id = $2 for update',
    [140902, 'x'],
  ],
  [
    'with a public table',
    'select 1 from households.person p join divisions.division d on d.code = p.division',
  ],
  [
    'asked first, by itself',
    'select 1 from households.person where id = (select subject from rules.finding limit 1)',
  ],
]

const planted: [Unfit, string, unknown[]?][] = [
  ['joinsCounties', 'select 1 from households.person p join households.household h on h.id = p.household'],
  [
    'joinsCounties',
    'select 1 from households.person p left join households.household h on h.id = p.household and h.county > p.county',
  ],
  [
    'joinsCounties',
    'select 1 from households.person p, households.household h where p.county = $1 and h.county = $2',
    [140902, 140921],
  ],
  [
    'joinsCounties',
    'select exists (select from households.member m where m.person = p.id) from households.person p',
  ],
  [
    'joinsCounties',
    'select 1 from households.person p where p.county = 1 or exists (select from households.member m where m.person = p.id)',
  ],
  [
    'joinsCounties',
    'select 1 from households.person p, lateral (select 1 from households.member m where m.person = p.id limit 1) l',
  ],
  [
    'joinsCounties',
    'with lived as (select county, household from households.person) select 1 from households.household h join lived l on l.household = h.id',
  ],
  ['joinsCounties', 'select 1 from households.person_public p join rules.finding f on f.subject = p.id'],
  [
    'joinsCounties',
    'update households.person p set household = null from households.member m where m.person = p.id',
  ],
  ['joinsCounties', 'delete from rules.dirty d using households.household h where h.id = d.subject'],
  [
    'joinsCounties',
    'select 1 from households.person p join households.household h on h.county = p.household_county',
  ],
  ['changesCounty', 'update households.person set county = 140921 where county = 140902'],
  [
    'changesCounty',
    'insert into audit.head (county, seq) values (1, 1) on conflict (county) do update set county = 2',
  ],
  ['missesCounty', 'insert into households.person (id, name) values ($1, $2)', ['x', '王']],
  [
    'conflictWithoutCounty',
    'insert into households.person (county, id) values (1, $1) on conflict (id) do nothing',
    ['x'],
  ],
  ['locksCounties', 'select 1 from households.person where id = $1 for update', ['x']],
  ['writesInPart', 'with gone as (delete from rules.dirty returning county) select count(*) from gone'],
  [
    'recursesOverCounties',
    'with recursive step (n) as (select min(division) from households.person union all select n + 1 from step) select n from step',
  ],
]

describe('a statement', () => {
  it.each(clean)('passes when it is %s', async (_, sql, parameters) => {
    expect(await unfit(sql, parameters)).toEqual([])
  })

  it.each(planted)('is noticed: %s, %s', async (why, sql, parameters) => {
    expect((await unfit(sql, parameters)).map((part) => part.why)).toEqual([why])
  })
})
