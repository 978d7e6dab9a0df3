import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DivisionCode, newId } from '../../basis/index.ts'
import { definePermissions, roles, type Role } from '../../access/index.ts'
import {
  type Alarm,
  type Database,
  type Keys,
  type Tx,
  memoryKeys,
  openDatabase,
} from '../../access/server/index.ts'
import { type PersonName, as, places, settleTestCity } from '../../access/test/index.ts'
import { reveal } from '../reveal.ts'
import { revealField } from './reveal.ts'
import { type Desk, runQuery } from './run.ts'

// A library that lends books, with its readers' phones.
const permissions = definePermissions('library', {
  reveal: { label: '查看读者电话', roles: Object.keys(roles) as Role[] },
})
const contract = reveal('library.revealReader', { summary: '查看读者信息', fields: ['phone', 'illness'] })
const look = revealField(contract, {
  may: permissions.reveal,
  kind: 'reader',
  what: '这位读者',
  fields: {
    phone: { sensitivity: 'personal', open: phoneOf },
    illness: { sensitivity: 'sensitive', open: phoneOf },
  },
})

async function phoneOf(tx: Tx, keys: Keys, subject: string) {
  const { rows } = await sql<{ phone: Buffer | null; division: DivisionCode }>`
    select phone, division from library.reader where id = ${subject}`.execute(tx)
  const row = rows[0]
  return row && { value: row.phone && keys.open(row.phone), division: row.division }
}

let test: TestDatabase
let database: Database
let desk: Desk
const alarms: Alarm[] = []
const reader = newId()
const neighbour = newId()
const silent = newId()

beforeAll(async () => {
  test = await testDatabase()
  database = openDatabase(test.appUrl)
  const watch = (alarm: Alarm) => void alarms.push(alarm)
  desk = { database, keys: memoryKeys(), now: () => new Date(), constraints: {}, watch }
  await settleTestCity(database)
  await test.admin(`
    set role xinlu_owner; create schema library;
    create table library.reader (county int, id uuid, division bigint, phone bytea, primary key (county, id));
    call access.guard('library.reader'); grant usage on schema library to xinlu_app; reset role`)
  const insert = 'insert into library.reader values ($1::bigint / 1000000, $2, $1, $3)'
  await test.admin(insert, [places.上柳村, reader, desk.keys.seal('13812341234')])
  await test.admin(insert, [places.东关村, neighbour, desk.keys.seal('13900000000')])
  await test.admin(insert, [places.下柳村, silent, null])
})
afterAll(async () => {
  await database.close()
  await desk.keys.close()
  await test.drop()
})
beforeEach(async () => {
  await test.admin('truncate audit.entry, audit.head')
})

const soon = () => new Date(Date.now() + 60_000)
const ask = (key: PersonName, subject: string, more: object = {}, confirmedUntil = soon()) =>
  runQuery(desk, look, {
    actor: as(key),
    address: '10.1.2.3',
    confirmedUntil,
    body: { subject, field: 'phone', reason: 'visit', ...more },
  })
const entries = async () => (await test.admin('select * from audit.entry order by county, seq')).rows

describe('revealField', () => {
  it('answers the value, and the audit trail knows who saw what of whom, and why', async () => {
    expect(await ask('乡专干·李梅', reader)).toEqual({ value: '13812341234', division: places.上柳村 })
    const [entry, ...others] = await entries()
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      act: 'library.revealReader',
      actor: as('乡专干·李梅').account,
      subject: reader,
      subject_kind: 'reader',
      address: '10.1.2.3',
    })
    expect(JSON.parse(entry.detail)).toEqual({ field: 'phone', reason: 'visit' })
  })

  it('answers null when nothing is on file, and that is a look too', async () => {
    expect(await ask('乡专干·李梅', silent)).toEqual({ value: null, division: places.下柳村 })
    expect(await entries()).toHaveLength(1)
  })

  it('tells nothing of a record elsewhere, not even that it exists', async () => {
    const foreign = await ask('乡专干·李梅', neighbour).catch((error: unknown) => error)
    const nobody = await ask('乡专干·李梅', newId()).catch((error: unknown) => error)
    expect(foreign).toMatchObject({ status: 404, code: 'commands.not-found' })
    expect(String(foreign)).toBe(String(nobody))
    expect(await entries()).toEqual([])
  })

  it('refuses a field that the role is not cleared for, before looking', async () => {
    await ask('审计·周正', reader)
    await expect(ask('审计·周正', reader, { field: 'illness' })).rejects.toMatchObject({ status: 403 })
    await expect(ask('系统·严立', reader)).rejects.toMatchObject({ status: 403 })
    await ask('村专员·孙二宝', reader, { field: 'illness' })
  })

  it('writes down who looked at a field that is not for him', async () => {
    await expect(ask('审计·周正', reader, { field: 'illness' })).rejects.toMatchObject({ status: 403 })
    expect(await entries()).toMatchObject([{ outcome: 'refused', actor: as('审计·周正').account }])
  })

  it('opens only shortly after password or code were entered, and never looks before', async () => {
    const past = new Date(Date.now() - 1)
    await expect(ask('乡专干·李梅', reader, {}, past)).rejects.toMatchObject({
      status: 428,
      code: 'access.confirm-first',
    })
    const unconfirmed = runQuery(desk, look, {
      actor: as('乡专干·李梅'),
      body: { subject: reader, field: 'phone', reason: 'visit' },
    })
    await expect(unconfirmed).rejects.toMatchObject({ status: 428 })
    expect(await entries()).toEqual([])
  })

  it('wants a reason and a field it knows', async () => {
    for (const body of [{ reason: 'curious' }, { reason: undefined }, { field: 'password' }, { more: 1 }]) {
      await expect(ask('乡专干·李梅', reader, body)).rejects.toMatchObject({ status: 422 })
    }
  })

  it('stops at the look above the setting, also when all come at once, and opens again an hour later', async () => {
    await test.admin(`insert into access.setting values ('reveal.perHour', '2021-01-01', 10, 'test')`)
    const looks = await Promise.allSettled(Array.from({ length: 15 }, () => ask('县专班·王强', reader)))
    expect(looks.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    await expect(ask('县专班·王强', reader)).rejects.toMatchObject({
      status: 429,
      code: 'commands.reveal-too-often',
    })
    const written = await entries()
    expect(written.filter(({ outcome }) => outcome === 'done')).toHaveLength(10)
    const refused = written.filter(({ outcome }) => outcome === 'refused')
    expect(refused).toHaveLength(6)
    expect(refused[0]).toMatchObject({
      act: 'library.revealReader',
      actor: as('县专班·王强').account,
      address: '10.1.2.3',
      subject: null,
    })
    expect(JSON.parse(refused[0].detail)).toEqual({ problem: 'commands.reveal-too-often' })
    expect(alarms).toHaveLength(6)
    expect(alarms[0]).toEqual({
      what: 'commands.reveal-too-often',
      account: as('县专班·王强').account,
      division: places.云山县,
      address: '10.1.2.3',
    })
    await ask('乡专干·李梅', reader)
    await test.admin(`update audit.entry set at = at - interval '61 minutes'`)
    await ask('县专班·王强', reader)
    await test.admin(`delete from access.setting where document = 'test'`)
  })

  it('allows sixty an hour by the shipped setting', async () => {
    for (let i = 0; i < 60; i += 1) await ask('村专员·孙二宝', reader)
    await expect(ask('村专员·孙二宝', reader)).rejects.toMatchObject({ status: 429 })
  })

  it('gives no value when the audit entry cannot be written', async () => {
    await test.admin('revoke insert on audit.entry from xinlu_app')
    await expect(ask('乡专干·李梅', reader)).rejects.toMatchObject({ status: 403 })
    await test.admin('grant insert on audit.entry to xinlu_app')
    expect(await entries()).toEqual([])
  })
})
