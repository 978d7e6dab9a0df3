/** Transactions that only read, and the ends of those that write. */
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { as, places } from '../test/index.ts'
import { type Database, type Tx, connectionOf, openDatabase } from './database.ts'
import { endAfter, withScope } from './with-scope.ts'
import { withGlance, withView } from './with-view.ts'

let test: TestDatabase
let database: Database

beforeAll(async () => {
  test = await testDatabase()
  await test.admin(`
    set role xinlu_owner;
    create table access.probe (county int not null, id int not null, division bigint not null,
      primary key (county, id), constraint probe_small check (id < 1000));
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

const village = as('村专员·孙二宝')
const read = async (tx: Tx) => {
  const { rows } = await sql<{ division: number }>`select division from access.probe`.execute(tx)
  return rows.map(({ division }) => division)
}
const write = (tx: Tx, id: number) =>
  sql`insert into access.probe values (${Math.floor(places.上柳村 / 1_000_000)}, ${id}, ${places.上柳村})`.execute(
    tx,
  )
const stored = async (id: number) =>
  (await test.admin('select from access.probe where id = $1', [id])).rows.length

describe.each([
  ['withView', withView],
  ['withGlance', withGlance],
])('%s', (_name, look) => {
  it('shows the places of the actor and no others, whoever looked before', async () => {
    const all = await look(database, as('市局·赵敏'), read)
    expect(all.length).toBeGreaterThan(1)
    for (let turn = 0; turn < 4; turn += 1)
      expect(await look(database, village, read)).toEqual([village.division])
  })

  it('refuses to write', async () => {
    await expect(look(database, village, (tx) => write(tx, 901))).rejects.toThrow('read-only transaction')
    expect(await stored(901)).toBe(0)
    expect(await look(database, village, read)).toEqual([village.division])
  })

  it('leaves the connection at rest after an error', async () => {
    await expect(look(database, village, (tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow(
      'division by zero',
    )
    await expect(look(database, { ...village, account: 'nobody' } as never, read)).rejects.toThrow(
      'not an id',
    )
    expect(await look(database, village, read)).toEqual([village.division])
  })
})

it('withView sends statements together and answers each its own', async () => {
  const answers = await withView(database, village, (tx) =>
    Promise.all(
      [1, 2, 3].map(async (n) => (await sql<{ n: number }>`select ${n}::int as n`.execute(tx)).rows[0]!.n),
    ),
  )
  expect(answers).toEqual([1, 2, 3])
})

it('withGlance allows one statement', async () => {
  const two = withGlance(database, village, async (tx) => {
    await read(tx)
    return read(tx)
  })
  await expect(two).rejects.toThrow('a second statement')
})

it('a transaction that is over sends nothing any more', async () => {
  const kept = await withScope(database, village, async (tx) => [tx])
  await expect(read(kept[0]!)).rejects.toThrow('the transaction is over')
})

describe('endAfter', () => {
  it('commits behind the last statement, and lets none follow', async () => {
    await withScope(database, village, async (tx) => {
      endAfter(tx, 2)
      await Promise.all([write(tx, 902), write(tx, 903)])
    })
    expect(await stored(902)).toBe(1)
    expect(await stored(903)).toBe(1)
    const more = withScope(database, village, async (tx) => {
      endAfter(tx, 1)
      await read(tx)
      return write(tx, 904)
    })
    await expect(more).rejects.toThrow('after the last')
    expect(await stored(904)).toBe(0)
  })

  it('takes everything back when a statement before the commit fails', async () => {
    const failing = withScope(database, village, async (tx) => {
      await write(tx, 905)
      endAfter(tx, 2)
      await Promise.all([write(tx, 5000), write(tx, 906)])
    })
    await expect(failing).rejects.toMatchObject({ constraint: 'probe_small' })
    expect(await stored(905)).toBe(0)
    expect(await stored(906)).toBe(0)
    expect(await withScope(database, village, read)).toContain(village.division)
  })

  it('holds on a connection that sends one thing at a time', async () => {
    await withScope(database, village, async (tx) => {
      connectionOf(tx)
      endAfter(tx, 2)
      await Promise.all([write(tx, 907), write(tx, 908)])
    })
    expect(await stored(908)).toBe(1)
  })
})

it('does not take a transaction for committed that the database rolled back', async () => {
  const swallowed = withScope(database, village, async (tx) => {
    await write(tx, 909)
    await sql`select 1 / 0`.execute(tx).catch(() => {})
  })
  await expect(swallowed).rejects.toThrow('could not be committed')
  expect(await stored(909)).toBe(0)
})
