import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actorOf } from '../actor.ts'
import { as, places } from '../test/index.ts'
import { type Database, type Tx, connectionOf, openDatabase } from './database.ts'
import { visibleWhere, whereVisible } from './where-visible.ts'
import { SYSTEM, withScope } from './with-scope.ts'

let test: TestDatabase
let database: Database

// Two rows in every place of the test city; the table is made the way a migration makes one.
const spots = [places.上柳村, places.下柳村, places.石坡村, places.东关村, places.西关村]
const fill = `
  truncate access.probe;
  insert into access.probe select d / 1000000, n * 10 + i, d, 'note of ' || d
  from unnest(array[${spots.join(',')}]::bigint[]) with ordinality as t (d, i), generate_series(1, 2) n`

beforeAll(async () => {
  test = await testDatabase()
  await test.admin(`
    set role xinlu_owner;
    create table access.probe (county int not null, id int not null, division bigint not null, note text not null,
      primary key (county, id));
    create index on access.probe (division, id);
    call access.guard('access.probe');
    reset role`)
  database = openDatabase(test.appUrl, { connections: 1 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
})
beforeEach(async () => {
  await test.admin(fill)
})

const seen = async (tx: Tx) => {
  const { rows } = await sql<{ division: number }>`select division from access.probe order by id`.execute(tx)
  return rows.map(({ division }) => division)
}

describe('one pooled connection, many people', () => {
  it('shows nobody a foreign row, with failures in between', async () => {
    const people = [
      [as('村专员·孙二宝'), 2],
      [as('乡专干·李梅'), 4],
      [as('邻县专班·郑邻'), 4],
      [as('市局·赵敏'), 10],
    ] as const
    let foreign = 0
    for (let turn = 0; turn < 60; turn += 1) {
      const [actor, count] = people[turn % people.length]!
      const rows = await withScope(database, actor, seen)
      foreign += rows.filter((division) => division < actor.scope.lo || division >= actor.scope.hi).length
      expect(rows).toHaveLength(count)
      const failing = withScope(database, actor, async (tx) => {
        await seen(tx)
        if (turn % 2 === 0) await sql`select 1 / 0`.execute(tx)
        throw new Error('on the way')
      })
      await expect(failing).rejects.toThrow(turn % 2 === 0 ? 'division by zero' : 'on the way')
    }
    expect(foreign).toBe(0)
  })

  it('shows nothing outside a transaction, where the settings are empty', async () => {
    await withScope(database, as('市局·赵敏'), seen)
    const client = await database.pool.connect()
    const settings = await client.query(`select current_setting('app.lo', true) as lo`)
    const rows = await client.query('select * from access.probe')
    client.release()
    expect(settings.rows).toEqual([{ lo: '' }])
    expect(rows.rows).toEqual([])
  })

  it('takes a failed transaction back whole', async () => {
    const failing = withScope(database, as('乡专干·李梅'), async (tx) => {
      await sql`update access.probe set note = 'changed'`.execute(tx)
      throw new Error('on the way')
    })
    await expect(failing).rejects.toThrow('on the way')
    const { rows } = await test.admin(`select from access.probe where note = 'changed'`)
    expect(rows).toHaveLength(0)
  })

  it('destroys a connection that cannot be rolled back', async () => {
    const pidOf = async (tx: Tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      return rows[0]!.pid
    }
    const before = await withScope(database, as('市局·赵敏'), pidOf)
    const killed = withScope(database, as('市局·赵敏'), async (tx) => {
      await test.admin('select pg_terminate_backend($1)', [await pidOf(tx)])
      return seen(tx)
    })
    await expect(killed).rejects.toThrow(/terminat|connection/i)
    const after = await withScope(database, as('市局·赵敏'), pidOf)
    expect(after).not.toBe(before)
    expect(database.pool.totalCount).toBe(1)
  })

  it('destroys a connection that lives but does not roll back', async () => {
    const failing = withScope(database, as('市局·赵敏'), async (tx) => {
      const client = connectionOf(tx)
      client.query = () => Promise.reject(new Error('no answer')) as never
      throw new Error('on the way')
    })
    await expect(failing).rejects.toThrow('on the way')
    expect(database.pool.totalCount).toBe(0)
    expect(await withScope(database, as('村专员·孙二宝'), seen)).toHaveLength(2)
  })

  it('refuses a scope that is not made of numbers and ids', async () => {
    const bad = (part: object) => withScope(database, { ...SYSTEM, ...part } as never, seen)
    await expect(bad({ account: `' or ''='` })).rejects.toThrow('not an id')
    await expect(bad({ scope: { lo: `0'; drop table x; --`, hi: 1 } })).rejects.toThrow('not a whole number')
    await expect(bad({ scope: { lo: 0, hi: Number.NaN } })).rejects.toThrow('not a whole number')
    await expect(bad({ extra: [1.5] })).rejects.toThrow('not a whole number')
    expect(await withScope(database, as('市局·赵敏'), seen)).toHaveLength(10)
  })

  it('answers the connection of its own transaction only', async () => {
    await withScope(database, as('市局·赵敏'), async (tx) => {
      expect(connectionOf(tx)).toBeInstanceOf(pg.Client)
    })
    expect(() => connectionOf({} as Tx)).toThrow('withScope')
  })
})

describe('the policies of a guarded table', () => {
  // 上柳村's rows are the foreign ones, own ones, or lie below, by whose scope is set.
  const target = places.上柳村
  const scopes: Record<string, string[]> = {
    unset: [],
    empty: [`set app.lo = ''; set app.hi = ''; set app.extra = ''`],
    half: [`set app.lo = '${target}'; set app.hi = ''`],
    other: [range(places.东关村)],
    own: [range(places.上柳村)],
    parent: [range(places.柳林镇)],
    extra: [`${range(places.东关村)}; set app.extra = '${places.石坡村},${target}'`],
  }
  const reaching = ['own', 'parent', 'extra']

  function range(code: number): string {
    const step = code % 1000 === 0 ? 1000 : 1
    return `set app.lo = '${code}'; set app.hi = '${code + step}'`
  }

  const insert = `insert into access.probe values (149901, 99, ${target}, 'new')`
  const moveOut = `update access.probe set division = ${places.西关村}, county = 149902 where division = ${target}`
  const acts: Record<string, { run: string; reached: number | 'refused'; not: number | 'refused' }> = {
    select: { run: `select from access.probe where division = ${target}`, reached: 2, not: 0 },
    insert: { run: insert, reached: 1, not: 'refused' },
    update: { run: `update access.probe set note = 'x' where division = ${target}`, reached: 2, not: 0 },
    delete: { run: `delete from access.probe where division = ${target}`, reached: 2, not: 0 },
    'move to where the scope does not reach': { run: moveOut, reached: 'refused', not: 0 },
  }
  const cells = Object.keys(acts).flatMap((act) => Object.keys(scopes).map((scope) => [act, scope] as const))

  it.each(cells)('%s, scope %s', async (act, scope) => {
    const client = new pg.Client({ connectionString: test.appUrl })
    await client.connect()
    try {
      for (const setting of scopes[scope]!) await client.query(setting)
      const { run, reached, not } = acts[act]!
      const outcome = await client.query(run).then(
        ({ rowCount }) => rowCount,
        (error: pg.DatabaseError) => (error.code === '42501' ? 'refused' : error.message),
      )
      expect(outcome).toBe(reaching.includes(scope) ? reached : not)
    } finally {
      await client.end()
    }
  })

  it('hold for the owner of the table too', async () => {
    const { rows } = await test.admin(`
      select relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner) as owner
      from pg_class where oid = 'access.probe'::regclass`)
    expect(rows).toEqual([{ relrowsecurity: true, relforcerowsecurity: true, owner: 'xinlu_owner' }])
  })

  it('leave the app role without the rights it was not given', async () => {
    const client = new pg.Client({ connectionString: test.appUrl })
    await client.connect()
    try {
      for (const text of [
        'truncate access.probe',
        'alter table access.probe disable row level security',
        'drop policy scope on access.probe',
        'set role xinlu_owner',
        `call access.guard('access.probe')`,
        'delete from access.session',
        'update access.setting set value = 0',
      ]) {
        await expect(client.query(text)).rejects.toMatchObject({ code: '42501' })
      }
    } finally {
      await client.end()
    }
  })
})

describe('whereVisible', () => {
  const beside = actorOf({ ...as('村专员·孙二宝'), extra: [places.东关村] })
  const rowsOf = (actor: typeof beside, within?: typeof places.柳林镇) =>
    withScope(database, SYSTEM, async (tx) => {
      const probe = tx.selectFrom('access.account as probe').select('probe.id')
      expect(whereVisible(probe, actor, 'probe.division', within).compile().parameters).toEqual([])
      const where = visibleWhere(actor, 'probe.division', within)
      const { rows } = await sql<{ division: number }>`
        select distinct division from access.probe where ${where} order by 1`.execute(tx)
      return rows.map(({ division }) => division)
    })

  it('answers the rows that the row policy would, without it', async () => {
    for (const actor of [as('市局·赵敏'), as('乡专干·李梅'), as('邻县专班·郑邻'), beside]) {
      const under = await withScope(database, actor, seen)
      expect(await rowsOf(actor)).toEqual([...new Set(under)].sort((a, b) => a - b))
    }
  })

  it('narrows to a part, and never widens', async () => {
    expect(await rowsOf(as('市局·赵敏'), places.柳林镇)).toEqual([places.上柳村, places.下柳村])
    expect(await rowsOf(as('乡专干·李梅'), places.city)).toEqual([places.上柳村, places.下柳村])
    expect(await rowsOf(as('乡专干·李梅'), places.青川县)).toEqual([])
    expect(await rowsOf(beside, places.青川县)).toEqual([places.东关村])
  })

  it('lets the planner use the index', async () => {
    await test.admin(`
      insert into access.probe select 149902, n, 149902101203, 'n' from generate_series(1000, 21000) n;
      analyze access.probe`)
    const plan = await withScope(database, as('村专员·孙二宝'), async (tx) => {
      const where = visibleWhere(as('村专员·孙二宝'), 'probe.division')
      const { rows } = await sql<Record<string, string>>`
        explain select * from access.probe where ${where} order by division, id limit 20`.execute(tx)
      return JSON.stringify(rows)
    })
    expect(plan).toContain('probe_division_id_idx')
    expect(plan).not.toContain('Seq Scan')
  })
})
