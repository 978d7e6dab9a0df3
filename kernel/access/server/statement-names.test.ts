/** Which statements get a name, and that a plan made for a village never serves the city. */
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { as, places } from '../test/index.ts'
import { type Database, type Tx, openDatabase } from './database.ts'
import { statementNames, widthOf } from './statement-names.ts'
import { withScope } from './with-scope.ts'

describe('nameOf', () => {
  it('names a statement when it comes again, and always the same', () => {
    const names = statementNames()
    expect(names.nameOf('select 1', 'v')).toBeUndefined()
    const name = names.nameOf('select 1', 'v')
    expect(name).toBeTruthy()
    expect(names.nameOf('select 1', 'v')).toBe(name)
  })

  it('gives another width and another text another name', () => {
    const names = statementNames()
    const named = (text: string, width: string) => [1, 2].map(() => names.nameOf(text, width))[1]
    const all = [named('select 1', 'v'), named('select 1', 'c'), named('select 2', 'v')]
    expect(new Set(all).size).toBe(3)
    expect(all).not.toContain(undefined)
  })

  it.each([
    ['more than one statement', 'select 1; select 2'],
    ['what is not planned', 'drop table x'],
    ['what is very long', `select ${'1 + '.repeat(10_000)} 1`],
  ])('leaves %s without a name', (_what, text) => {
    const names = statementNames()
    expect([1, 2, 3].map(() => names.nameOf(text, 'v'))).toEqual([undefined, undefined, undefined])
  })

  it('keeps no more names than a connection can hold, and names again what comes again', () => {
    const names = statementNames()
    const given = new Map<number, Set<string | undefined>>()
    for (let turn = 0; turn < 3; turn += 1)
      for (let n = 0; n < 2000; n += 1) {
        const name = names.nameOf(`select ${n}`, 'v')
        if (name !== undefined)
          given.set(names.generation, (given.get(names.generation) ?? new Set()).add(name))
      }
    expect(given.size).toBe(10)
    expect(Math.max(...Array.from(given.values(), ({ size }) => size))).toBe(400)
  })

  it('gives new names at once after it has forgotten', () => {
    const names = statementNames()
    const [, before] = [1, 2].map(() => names.nameOf('select 1', 'v'))
    names.forget()
    const after = names.nameOf('select 1', 'v')
    expect(after).toBeTruthy()
    expect(after).not.toBe(before)
  })
})

describe('widthOf', () => {
  it('tells village, township, county and city apart, and a list beside the range', () => {
    const actors = ['村专员·孙二宝', '乡专干·李梅', '邻县专班·郑邻', '市局·赵敏'] as const
    const widths = actors.map((name) => widthOf(as(name)))
    expect(new Set(widths).size).toBe(4)
    expect(widths).not.toContain(widthOf({ ...as('村专员·孙二宝'), extra: [places.下柳村] }))
  })
})

describe('statements on one connection', () => {
  let test: TestDatabase
  let database: Database

  beforeAll(async () => {
    test = await testDatabase()
    await test.admin(`
      set role xinlu_owner;
      create table access.probe (county int not null, id int not null, division bigint not null,
        primary key (county, id));
      call access.guard('access.probe');
      reset role;
      insert into access.probe select d / 1000000, i, d
        from unnest(array[${Object.values(places).join(',')}]::bigint[]) with ordinality as t (d, i)`)
    database = openDatabase(test.appUrl, { connections: 1 })
  })
  afterAll(async () => {
    await database.close()
    await test.drop()
  })

  const rows = async (tx: Tx) => (await sql<object>`select * from access.probe`.execute(tx)).rows

  it('are kept by the database, one for each width of scope, and show each actor the own rows', async () => {
    const people = [as('村专员·孙二宝'), as('市局·赵敏'), as('乡专干·李梅')]
    const seen: number[][] = people.map(() => [])
    // Ten rounds: after five uses the database may settle on one plan for all.
    for (let round = 0; round < 10; round += 1)
      for (const [n, actor] of people.entries())
        seen[n]!.push((await withScope(database, actor, rows)).length)
    for (const counts of seen) expect(new Set(counts).size).toBe(1)
    expect(new Set(seen.map(([count]) => count)).size).toBe(3)
    const kept = await withScope(database, people[0]!, async (tx) => {
      const found =
        await sql`select from pg_prepared_statements where statement like '%access.probe%'`.execute(tx)
      return found.rows.length
    })
    expect(kept).toBe(3)
  })

  it('are parsed anew after a migration has changed what they answer', async () => {
    const actor = as('村专员·孙二宝')
    for (let turn = 0; turn < 8; turn += 1) await withScope(database, actor, rows)
    await test.admin('alter table access.probe add column note text')
    await expect(withScope(database, actor, rows)).rejects.toMatchObject({ routine: 'RevalidateCachedQuery' })
    const [row] = await withScope(database, actor, rows)
    expect(row).toHaveProperty('note')
  })

  it('go with their connection once their names are forgotten', async () => {
    const pid = async (tx: Tx) =>
      (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]!.pid
    const before = await withScope(database, as('市局·赵敏'), pid)
    expect(await withScope(database, as('市局·赵敏'), pid)).toBe(before)
    database.names.forget()
    await withScope(database, as('市局·赵敏'), pid)
    expect(await withScope(database, as('市局·赵敏'), pid)).not.toBe(before)
  })
})
