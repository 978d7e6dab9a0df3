/** The audit trail: chained, append-only, and telling when it was touched. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { type Database, SYSTEM, openDatabase, withScope } from '../../access/server/index.ts'
import { divisionCode } from '../../basis/index.ts'
import { record, recordLast } from './record.ts'
import { verifyChain } from './verify-chain.ts'

const village = divisionCode(149901101201)
const elsewhere = divisionCode(149902101201)
const clerk = { account: '00000000-0000-7000-8000-000000000001', name: '李梅', post: '', role: 'township' }

let copy: TestDatabase
let database: Database

beforeAll(async () => {
  copy = await testDatabase()
  database = openDatabase(copy.appUrl)
})
afterAll(async () => {
  await database.close()
  await copy.drop()
})

const write = (division = village, detail: Record<string, unknown> = {}) =>
  withScope(database, SYSTEM, (tx) =>
    record(tx, clerk, 'test.note', { subjectKind: 'note', division, detail }),
  )
const verify = () => withScope(database, SYSTEM, (tx) => verifyChain(tx))

describe('the chain', () => {
  test('grows by one entry for each act, county by county', async () => {
    await write()
    await write(village, { 备注: '第二条' })
    await write(elsewhere)
    const report = await verify()
    expect(report).toEqual({ entries: 3, counties: 2, broken: [] })
    const { rows } = await copy.admin(
      'select county, seq::int, at_division::text from audit.entry order by county, seq',
    )
    expect(rows).toEqual([
      { county: 149901, seq: 1, at_division: String(village) },
      { county: 149901, seq: 2, at_division: String(village) },
      { county: 149902, seq: 1, at_division: String(elsewhere) },
    ])
  })

  test('stays whole when twenty write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, nth) => write(village, { nth })))
    const report = await verify()
    expect(report.broken).toEqual([])
    expect(report.entries).toBe(23)
  })

  test('stays whole when entry and commit travel together', async () => {
    const before = (await verify()).entries
    const note = { subjectKind: 'note', division: village }
    await Promise.all(
      Array.from({ length: 20 }, () =>
        withScope(database, SYSTEM, (tx) => recordLast(tx, clerk, 'test.note', note)),
      ),
    )
    expect(await verify()).toEqual({ entries: before + 20, counties: 2, broken: [] })
    // A name that the table refuses: neither entry nor head may stay.
    const failing = withScope(database, SYSTEM, (tx) =>
      recordLast(tx, { ...clerk, name: '' }, 'test.note', note),
    )
    await expect(failing).rejects.toMatchObject({ constraint: 'entry_texts_given' })
    expect(await verify()).toEqual({ entries: before + 20, counties: 2, broken: [] })
  })

  test('an act that is rolled back leaves no entry and no gap', async () => {
    const failing = withScope(database, SYSTEM, async (tx) => {
      await record(tx, clerk, 'test.note', { subjectKind: 'note', division: village })
      throw new Error('the work after it failed')
    })
    await expect(failing).rejects.toThrow('the work after it failed')
    await write()
    expect((await verify()).broken).toEqual([])
  })
})

describe('the application role', () => {
  test.each([
    ['update', `update audit.entry set detail = '{}'`],
    ['delete', 'delete from audit.entry'],
    ['truncate', 'truncate audit.entry'],
  ])('may not %s what was written', async (_, statement) => {
    const client = await database.pool.connect()
    await client.query(`begin; set local app.lo = '0'; set local app.hi = '999999999999'`)
    await expect(client.query(statement)).rejects.toThrow(/permission denied/)
    await client.query('rollback')
    client.release()
  })
})

describe('tampering', () => {
  const tampered = async (sql: string, undo: string) => {
    await copy.admin(sql)
    const report = await verify()
    await copy.admin(undo)
    return report.broken
  }

  test('a changed byte is named by its county and number', async () => {
    const broken = await tampered(
      `update audit.entry set detail = '{"备注":"第二条!"}' where county = 149901 and seq = 2`,
      `update audit.entry set detail = '{"备注":"第二条"}' where county = 149901 and seq = 2`,
    )
    expect(broken).toEqual([{ county: 149901, seq: 2, why: '内容被改动过' }])
  })

  test('a changed name is as visible as a changed detail', async () => {
    const broken = await tampered(
      `update audit.entry set actor_name = '王强' where county = 149901 and seq = 3`,
      `update audit.entry set actor_name = '李梅' where county = 149901 and seq = 3`,
    )
    expect(broken).toEqual([{ county: 149901, seq: 3, why: '内容被改动过' }])
  })

  test('a removed entry shows, in the middle and at the end', async () => {
    await copy.admin('create table public.kept as select * from audit.entry')
    await copy.admin('delete from audit.entry where county = 149901 and seq = 5')
    expect((await verify()).broken).toEqual([{ county: 149901, seq: 5, why: '这一条缺失' }])
    await copy.admin('insert into audit.entry select * from public.kept where county = 149901 and seq = 5')
    const last = (await copy.admin('select max(seq)::int as seq from audit.entry where county = 149901'))
      .rows[0].seq
    await copy.admin('delete from audit.entry where county = 149901 and seq = $1', [last])
    expect((await verify()).broken).toEqual([{ county: 149901, seq: last, why: '末尾的记录被删去' }])
    await copy.admin('insert into audit.entry select * from public.kept where county = 149901 and seq = $1', [
      last,
    ])
    expect((await verify()).broken).toEqual([])
  })

  test('a whole county without its head shows', async () => {
    await copy.admin('create table public.heads as select * from audit.head where county = 149902')
    await copy.admin('delete from audit.head where county = 149902')
    expect((await verify()).broken).toEqual([{ county: 149902, seq: 1, why: '链尾记录不见了' }])
    await copy.admin('insert into audit.head select * from public.heads')
  })
})
