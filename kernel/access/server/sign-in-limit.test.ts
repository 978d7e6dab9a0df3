/** One password tried on many logins from one address. */
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../basis/index.ts'
import { people, settleTestCity, testPassword } from '../test/index.ts'
import { type TestDoor, testDoor } from '../test/door.ts'
import type { Alarm } from './alarm.ts'
import { type Database, openDatabase } from './database.ts'
import { signIn } from './sign-in.ts'

const LIMIT = 60

let test: TestDatabase
let database: Database
let door: TestDoor
let alarms: Alarm[]

beforeAll(async () => {
  test = await testDatabase()
  database = openDatabase(test.appUrl)
  await settleTestCity(database)
  await test.admin(`insert into access.setting values ('password.iterations', '2020-01-01', 1000, 'test')`)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})
beforeEach(async () => {
  alarms = []
  door = Object.assign(testDoor(database), { watch: (alarm: Alarm) => alarms.push(alarm) })
  await test.admin(`delete from access.sign_in_attempt`)
})

const statusOf = (login: string, address: string, password = 'Spring-2026') =>
  signIn(door, { login, password, address }).then(
    () => 200,
    (problem: Problem) => problem.status,
  )
const spray = async (address: (turn: number) => string, times: number) =>
  Promise.all(Array.from({ length: times }, (_, turn) => statusOf(`nobody${turn}`, address(turn))))
const right = (address: string) => statusOf(people['乡专干·李梅'].login, address, testPassword)

describe('an address', () => {
  it('is closed above the setting, also when all come at once, and also for a right password', async () => {
    const statuses = await spray(() => '10.9.9.9', LIMIT + 20)
    expect(statuses.filter((status) => status === 401)).toHaveLength(LIMIT)
    expect(statuses.filter((status) => status === 429)).toHaveLength(20)
    expect(await right('10.9.9.9')).toBe(429)
    expect(await right('10.9.9.8')).toBe(200)
  })

  it('is told of once a minute, to the audit trail and to whoever keeps watch', async () => {
    await spray(() => '10.9.9.9', LIMIT + 20)
    const told = () => door.noted.filter(({ note }) => note.subjectKind === 'address')
    expect(told()).toMatchObject([
      { act: 'access.signIn', outcome: 'refused', who: { address: '10.9.9.9', name: '未知登录名' } },
    ])
    expect(alarms).toMatchObject([{ what: 'access.too-many-from-here', address: '10.9.9.9' }])
    door.pass(1)
    await spray(() => '10.9.9.9', 3)
    expect(told()).toHaveLength(2)
    expect(alarms).toHaveLength(2)
  })

  it('opens again when the minutes have passed, and is not kept shut by refused tries', async () => {
    await spray(() => '10.9.9.9', LIMIT)
    door.pass(14)
    expect(await right('10.9.9.9')).toBe(429)
    door.pass(1)
    expect(await right('10.9.9.9')).toBe(200)
  })

  it('is not used up by people who sign in', async () => {
    for (let turn = 0; turn < LIMIT + 5; turn += 1) expect(await right('10.9.9.9')).toBe(200)
    const { rows } = await test.admin('select from access.sign_in_attempt')
    expect(rows).toHaveLength(0)
  })

  it('is a whole /64 in IPv6, and the IPv4 address inside a mapped one', async () => {
    await spray((turn) => `2001:db8:1:2::${turn.toString(16)}`, LIMIT)
    expect(await right('2001:db8:1:2:ffff::1')).toBe(429)
    expect(await right('2001:db8:1:3::1')).toBe(200)
    await spray(() => '::ffff:10.7.7.7', LIMIT)
    expect(await right('10.7.7.7')).toBe(429)
    expect(await right('::ffff:10.7.7.8')).toBe(200)
  })
})
