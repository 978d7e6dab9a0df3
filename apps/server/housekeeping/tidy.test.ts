/** What is old goes, what is young or needed stays, and the audit trail tells how much went. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { type Database, openDatabase, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { as, settleTestCity } from '@xinlu/kernel/access/test'
import { verifyChain } from '@xinlu/kernel/audit/server'
import { tidyHourly } from './tidy-hourly.ts'
import { findFailedSteps } from './store.ts'
import { tidy } from './tidy.ts'

let copy: TestDatabase
let database: Database
const dir = mkdtempSync(join(tmpdir(), 'xinlu-tidy-test-'))
const spool = join(dir, 'spool')
const uploads = join(dir, 'uploads')
const account = as('乡专干·李梅').account

beforeAll(async () => {
  copy = await testDatabase()
  database = openDatabase(copy.appUrl)
  await settleTestCity(database)
  mkdirSync(spool)
  mkdirSync(uploads)
})
afterAll(async () => {
  await database.close()
  await copy.drop()
  rmSync(dir, { recursive: true, force: true })
})

const failedSteps = (from: Database) => withScope(from, SYSTEM, findFailedSteps)
const run = () => tidy({ database, spool, uploads })
const nothing = { sessions: 0, answers: 0, abandoned: 0, staged: 0, files: 0, logs: 0, failed: [] }
const noted = async () =>
  (
    await copy.admin(
      `select detail::jsonb as detail from audit.entry where act = 'operations.tidy' order by seq`,
    )
  ).rows
const count = async (table: string) =>
  (await copy.admin(`select count(*)::int as n from ${table}`)).rows[0].n as number

const batch = async (state: string, age: string, rows = 2) => {
  const { rows: made } = await copy.admin(
    `insert into exchange.batch (county, id, division, ledger, department, purpose, file_name, file_digest, state,
       by_account, by_name, created_at, previewed_at, committed_at, undone_at, lease_until, counts)
     values (149901, gen_random_uuid(), 149901101201, 'x', '医保局', '测试', 'f', sha256('f'), $1, $2, '李梅',
       now() - $3::interval,
       case when $1 in ('previewed', 'committed', 'undone') then now() - $3::interval end,
       case when $1 in ('committed', 'undone') then now() - $3::interval end,
       case when $1 = 'undone' then now() - $3::interval end,
       case when $1 in ('checking', 'committing') then now() - $3::interval end, '{}')
     returning id`,
    [state, account, age],
  )
  const { id } = made[0]
  await copy.admin(
    `insert into exchange.staged (county, batch, n, division, target)
     select 149901, $1, n, 149901101201, gen_random_uuid() from generate_series(1, $2::int) n`,
    [id, rows],
  )
  await copy.admin(
    `insert into exchange.change (county, batch, n, division, target_table, target_county, target, after_mark)
     values (149901, $1, 1, 149901101201, 't', 149901, gen_random_uuid(), '1')`,
    [id],
  )
  return id as string
}
const stagedOf = async (id: string) =>
  (
    await copy.admin(
      `select (select count(*)::int from exchange.staged where batch = $1) as staged,
        (select count(*)::int from exchange.change where batch = $1) as change,
        (select state from exchange.batch where id = $1) as state`,
      [id],
    )
  ).rows[0]

beforeEach(() =>
  copy.admin('delete from exchange.staged; delete from exchange.change; delete from exchange.batch'),
)

describe('tidying', () => {
  test('with nothing to do changes nothing and is not noted', async () => {
    expect(await run()).toEqual(nothing)
    expect(await noted()).toEqual([])
  })

  test('sweeps sessions half a year after they were over, and none before', async () => {
    await copy.admin(
      `insert into access.session (token_hash, account, created_at, seen_at, expires_at, ended_at, ended_why, idle_minutes, confirm_minutes)
       select sha256(name::bytea), $1, now() - interval '1 year', now() - interval '1 year', expires, ended,
         case when ended is not null then 'signedOut' end, 30, 10
       from (values
         ('long expired', now() - interval '200 days', null::timestamptz),
         ('long ended', now() + interval '1 day', now() - interval '200 days'),
         ('lately ended', now() + interval '1 day', now() - interval '100 days'),
         ('alive', now() + interval '1 day', null)) v (name, expires, ended)`,
      [account],
    )
    expect(await run()).toEqual({ ...nothing, sessions: 2 })
    expect(await count('access.session')).toBe(2)
    expect((await noted()).at(-1)).toEqual({ detail: { ...nothing, sessions: 2 } })
  })

  test('no call of the application removes a session of the last month', async () => {
    await withScope(database, SYSTEM, async (tx) => {
      const all = await tx.selectFrom('access.session').select('tokenHash').execute()
      expect(all).toHaveLength(2)
    })
    const client = await database.pool.connect()
    await client.query(`select access.forget_sessions(now() + interval '10 years')`)
    await expect(client.query('delete from access.session')).rejects.toThrow('permission denied')
    client.release()
    // The one that ended a hundred days ago went; whoever is signed in stays.
    expect(await count('access.session')).toBe(1)
  })

  test('forgets stored answers after their time and keeps conflicts', async () => {
    await copy.admin(
      `insert into commands.inbox (county, id, division, act, account, body_digest, answer, at)
       select 149901, gen_random_uuid(), 149901101201, 'a', $1, '\\x00', '{}', now() - age
       from (values (interval '1 day'), (interval '179 days'), (interval '181 days')) v (age)`,
      [account],
    )
    await copy.admin(
      `insert into commands.inbox_conflict (county, id, division, command, act, account, body, at)
       values (149901, gen_random_uuid(), 149901101201, gen_random_uuid(), 'a', $1, '\\x00', now() - interval '3 years')`,
      [account],
    )
    expect(await run()).toEqual({ ...nothing, answers: 1 })
    expect([await count('commands.inbox'), await count('commands.inbox_conflict')]).toEqual([2, 1])
  })

  test.each([
    ['committed', '8 days', { staged: 0, change: 0, state: 'committed' }],
    ['undone', '8 days', { staged: 0, change: 0, state: 'undone' }],
    ['cancelled', '8 days', { staged: 0, change: 0, state: 'cancelled' }],
    ['failed', '8 days', { staged: 0, change: 0, state: 'failed' }],
    ['checking', '8 days', { staged: 0, change: 0, state: 'checking' }],
    ['committed', '6 days', { staged: 2, change: 1, state: 'committed' }],
    ['previewed', '8 days', { staged: 2, change: 1, state: 'previewed' }],
    ['previewed', '31 days', { staged: 0, change: 0, state: 'cancelled' }],
  ])('of a batch %s for %s', async (state, age, left) => {
    const id = await batch(state, age)
    await run()
    expect(await stagedOf(id)).toEqual(left)
  })

  test('keeps what can still be taken back where the office allows more days', async () => {
    await copy.admin(
      `insert into exchange.setting values ('undoHours', 149901000000, '2020-01-01', 240, '测试')`,
    )
    const [young, old] = [await batch('committed', '8 days'), await batch('committed', '11 days')]
    expect(await run()).toEqual({ ...nothing, staged: 1 })
    expect(await stagedOf(young)).toMatchObject({ staged: 2, change: 1 })
    expect(await stagedOf(old)).toMatchObject({ staged: 0, change: 0 })
    await copy.admin(`delete from exchange.setting where place <> 0`)
  })

  test('takes stray files away after a day, and only its own', async () => {
    const id = '01900000-0000-7000-8000-000000000001'
    const old = new Date(Date.now() - 25 * 3_600_000)
    const put = (path: string, isOld: boolean) => {
      writeFileSync(path, 'x')
      if (isOld) utimesSync(path, old, old)
      return path
    }
    const stray = [put(join(spool, id), true), put(join(spool, `${id}.again`), true)]
    const kept = [
      put(join(spool, '01900000-0000-7000-8000-000000000002'), false),
      put(join(spool, 'readme.txt'), true),
      put(join(uploads, 'somebody-else'), true),
    ]
    const upload = join(uploads, 'xinlu-upload-abc')
    mkdirSync(upload)
    writeFileSync(join(upload, 'upload'), 'x')
    utimesSync(upload, old, old)
    expect(await run()).toEqual({ ...nothing, files: 3 })
    expect([...stray, upload].filter((path) => existsSync(path))).toEqual([])
    expect(kept.filter((path) => existsSync(path))).toEqual(kept)
  })

  test('takes log files away after half a year, the oldest first when they are too large, and nothing else', async () => {
    const logs = join(dir, 'log')
    mkdirSync(logs)
    const named = (age: number) =>
      `xinlu-${new Date(Date.now() - age * 86_400_000).toISOString().slice(0, 10)}.log`
    for (const age of [0, 10, 100, 178, 183, 400]) writeFileSync(join(logs, named(age)), 'x'.repeat(100))
    writeFileSync(join(logs, 'other.log'), 'x')
    const once = (mostBytes: number) => tidy({ database, spool, uploads, logs: { dir: logs, mostBytes } })
    expect(await once(10_000)).toEqual({ ...nothing, logs: 2 })
    expect(await once(10_000)).toEqual(nothing)
    expect(await once(250)).toEqual({ ...nothing, logs: 2 })
    expect(await once(1)).toEqual({ ...nothing, logs: 1 })
    expect(readdirSync(logs).sort()).toEqual(['other.log', named(0)].sort())
  })

  test('obeys a setting from its day on', async () => {
    const id = await batch('committed', '3 days')
    await copy.admin(
      `insert into operations.setting values ('stagingDays', current_date + 1, 2, '测试'), ('stagingDays', current_date - 1, 5, '测试')`,
    )
    await run()
    expect(await stagedOf(id)).toMatchObject({ staged: 2 })
    await copy.admin(
      `update operations.setting set from_on = current_date where document = '测试' and value = 2`,
    )
    await run()
    expect(await stagedOf(id)).toMatchObject({ staged: 0 })
  })

  test('a step that fails again and again keeps no other from its work, and is told', async () => {
    const id = await batch('cancelled', '8 days')
    await copy.admin(
      `insert into commands.inbox (county, id, division, act, account, body_digest, answer, at)
       values (149901, gen_random_uuid(), 149901101201, 'a', $1, '\\x00', '{}', now() - interval '190 days')`,
      [account],
    )
    await copy.admin(
      `create function public.stuck() returns trigger language plpgsql as $$ begin raise 'stuck'; end $$;
       create trigger stuck before delete on exchange.staged for each row execute function public.stuck()`,
    )
    const told: unknown[] = []
    const order = { database, spool, uploads, onFailure: (error: unknown) => void told.push(error) }
    for (let round = 0; round < 2; round += 1) {
      const done = await tidy(order)
      expect(done).toMatchObject({ answers: round === 0 ? 1 : 0, staged: 0, failed: ['staged'] })
      expect((await noted()).at(-1)).toMatchObject({ detail: { failed: ['staged'] } })
    }
    expect(told.map(String)).toEqual(['error: stuck', 'error: stuck'])
    expect(await failedSteps(database)).toEqual(['staged'])
    await copy.admin('drop trigger stuck on exchange.staged; drop function public.stuck()')
    expect(await tidy(order)).toMatchObject({ staged: 1, failed: [] })
    expect(await stagedOf(id)).toMatchObject({ staged: 0 })
    expect(await failedSteps(database)).toEqual([])
  })

  test('is done by one process at a time', async () => {
    const other = await database.pool.connect()
    await other.query(`begin; select pg_advisory_xact_lock(hashtextextended('operations.tidy', 0))`)
    expect(await run()).toBeUndefined()
    await other.query('rollback')
    other.release()
    expect(await run()).toEqual(nothing)
  })

  test('never shortens the audit trail', async () => {
    const chains = await withScope(database, SYSTEM, (tx) => verifyChain(tx))
    expect(chains.broken).toEqual([])
    expect(chains.entries).toBeGreaterThanOrEqual((await noted()).length)
  })

  test('begins with the process and ends with it; a failure is told and breaks nothing', async () => {
    const id = await batch('cancelled', '8 days')
    await tidyHourly({ database, spool, uploads }, () => {}).stop()
    expect(await stagedOf(id)).toMatchObject({ staged: 0 })
    const told: unknown[] = []
    const nowhere = openDatabase('postgres://xinlu_app@127.0.0.1:1/none')
    await tidyHourly({ database: nowhere, spool, uploads }, (error) => void told.push(error)).stop()
    expect(told).toHaveLength(1)
    await nowhere.close()
  })
})
