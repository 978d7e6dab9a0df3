/** The doors on the wire: no route for a post without its second factor, no hidden value without a fresh confirmation. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { type Alarm, type Database, memoryKeys, openDatabase } from '@xinlu/kernel/access/server'
import { people, settleTestCity, testPassword } from '@xinlu/kernel/access/test'
import { newId } from '@xinlu/kernel/basis'
import { serverModules } from '../modules.ts'
import { buildServer } from './build-server.ts'

let copy: TestDatabase
let database: Database
let app: FastifyInstance
let at = Date.parse('2026-11-24T00:30:00Z')
const alarms: Alarm[] = []
const keys = memoryKeys()
const spool = join(tmpdir(), 'xinlu-doors-test')
const modules = () => serverModules({ database, keys, spool }).modules

beforeAll(async () => {
  copy = await testDatabase()
  database = openDatabase(copy.appUrl)
  await settleTestCity(database)
  await copy.admin(`insert into access.setting values ('password.iterations', '2020-01-01', 1000, 'test')`)
  const constraints = Object.fromEntries(modules().flatMap((module) => Object.entries(module.constraints)))
  const watch = (alarm: Alarm) => void alarms.push(alarm)
  const desk = { database, keys, now: () => new Date(at), constraints, watch }
  app = await buildServer({ desk, modules: modules(), behindTls: false })
})
afterAll(async () => {
  await app.close()
  await database.close()
  await keys.close()
  await copy.drop()
})
beforeEach(async () => {
  await copy.admin(`update access.setting set value = 0 where key = 'secondFactor.required'`)
  await copy.admin('delete from access.sign_in_attempt')
})

const call = (url: string, payload: object, cookie = '', remoteAddress = '10.1.2.3') =>
  app.inject({ method: 'POST', url: `/api${url}`, payload, headers: { cookie }, remoteAddress })
const signIn = async (login: string) => {
  const answer = await call('/session/sign-in', { login, password: testPassword })
  return { cookie: cookieOf(answer), state: answer.json().state as string }
}
const cookieOf = ({ cookies }: { cookies: { name: string; value: string }[] }) =>
  `xinlu_session=${cookies[0]!.value}`
const codeOf = (secret: string) => new TOTP({ secret }).generate({ timestamp: at })

describe('without the second factor that the post demands', () => {
  test.each(['市局·赵敏', '系统·严立'] as const)('%s is refused at every route', async (key) => {
    await copy.admin(`update access.setting set value = 1 where key = 'secondFactor.required'`)
    const { cookie, state } = await signIn(people[key].login)
    expect(state).toBe('mustEnrol')
    const routes = modules().flatMap(({ commands, queries }) => [...commands, ...queries])
    for (const { contract } of routes) {
      const answer = await call(contract.path, {}, cookie)
      expect([contract.name, answer.json().code]).toEqual([contract.name, 'access.must-enrol'])
    }
    for (const { path } of modules().flatMap(({ downloads }) => downloads)) {
      const answer = await app.inject({ method: 'GET', url: `/api${path}`, headers: { cookie } })
      expect([path, answer.json().code]).toEqual([path, 'access.must-enrol'])
    }
  })
})

describe('the second factor', () => {
  test('is bound, passed and unbound; the secret and the codes are shown once', async () => {
    const login = people['乡专干·李梅'].login
    const first = await signIn(login)
    const { secret, uri } = (await call('/session/begin-enrolment', {}, first.cookie)).json()
    expect(uri).toMatch(/^otpauth:\/\/totp\//)
    const finished = await call('/session/finish-enrolment', { code: codeOf(secret) }, first.cookie)
    expect(finished.json()).toMatchObject({ session: { state: 'working', account: { isEnrolled: true } } })
    expect(finished.json().recoveryCodes).toHaveLength(10)
    expect((await call('/session/who-am-i', {}, first.cookie)).statusCode).toBe(401)
    at += 60_000
    const second = await signIn(login)
    expect(second.state).toBe('secondFactor')
    const wanted = await call('/administration/list-own-sessions', {}, second.cookie)
    expect(wanted.json()).toMatchObject({ status: 403, code: 'access.needs-second-factor' })
    const passed = await call('/session/pass-second-factor', { code: codeOf(secret) }, second.cookie)
    expect(passed.json()).toMatchObject({ state: 'working' })
    at += 60_000
    const removed = await call('/session/remove-second-factor', { code: codeOf(secret) }, cookieOf(passed))
    expect(removed.json()).toMatchObject({ state: 'working', account: { isEnrolled: false } })
    const { rows } = await copy.admin(
      `select act from audit.entry where act like 'access.%actor%' or act like 'access.%nrolment'`,
    )
    expect(rows.map(({ act }) => act)).toEqual([
      'access.beginEnrolment',
      'access.finishEnrolment',
      'access.passSecondFactor',
      'access.removeFactor',
    ])
  })
})

describe('a confirmation', () => {
  const reveals = () =>
    modules().flatMap(({ queries }) => queries.filter(({ contract }) => /\.reveal/.test(contract.name)))
  const exports = '/api/exchange/export?ledger=households.people&format=csv&purpose=%E6%A0%B8%E5%AF%B9'
  const body = (fields: unknown) => ({ subject: newId(), field: fields, reason: 'visit' })

  test('is wanted by every look at a hidden field and by every file with data in it', () => {
    expect(reveals().length).toBeGreaterThan(1)
    for (const { wantsConfirmation } of reveals()) expect(wantsConfirmation).toBe(true)
    const free = modules().flatMap(({ downloads }) => downloads.filter((route) => !route.wantsConfirmation))
    expect(free.map(({ name }) => name)).toEqual(['exchange.template'])
  })

  test('lasts ten minutes, and is renewed by the password', async () => {
    let { cookie } = await signIn(people['县专班·王强'].login)
    const look = async () => {
      const answers = []
      for (const { contract } of reveals()) {
        const [field] = (contract.input as unknown as { shape: { field: { options: string[] } } }).shape.field
          .options
        answers.push((await call(contract.path, body(field), cookie)).statusCode)
      }
      answers.push((await app.inject({ method: 'GET', url: exports, headers: { cookie } })).statusCode)
      return new Set(answers)
    }
    expect(await look()).not.toContain(428)
    at += 10 * 60_000
    expect(await look()).toEqual(new Set([428]))
    const wrong = await call('/session/confirm', { password: 'not-the-password' }, cookie)
    expect(wrong.json()).toMatchObject({ status: 422, code: 'access.wrong-password' })
    cookie = cookieOf(await call('/session/confirm', { password: testPassword }, cookie))
    expect(await look()).not.toContain(428)
  })
})

describe('whoever exports', () => {
  const files = () =>
    modules().flatMap(({ downloads }) => downloads.filter((route) => route.wantsConfirmation))
  const fetch = (path: string, cookie: string) =>
    app.inject({ method: 'GET', url: `/api${path}?ledger=households.person&purpose=x`, headers: { cookie } })

  test('needs the second factor for every file of people, although his post does not demand it', async () => {
    await copy.admin(`update access.setting set value = 1 where key = 'secondFactor.required'`)
    await copy.admin(`delete from audit.entry where outcome = 'refused'`)
    const { cookie, state } = await signIn(people['乡专干·李梅'].login)
    expect(state).toBe('working')
    expect(files().map(({ name }) => name)).toEqual(['exchange.errors', 'exchange.export'])
    for (const { path } of files()) {
      const refused = await fetch(path, cookie)
      expect([path, refused.statusCode, refused.json().code]).toEqual([
        path,
        403,
        'access.export-needs-factor',
      ])
    }
    const { rows } = await copy.admin(
      `select act, detail::json ->> 'problem' as problem from audit.entry where outcome = 'refused' order by seq`,
    )
    expect(rows).toEqual(files().map(({ name }) => ({ act: name, problem: 'access.export-needs-factor' })))

    const { secret } = (await call('/session/begin-enrolment', {}, cookie)).json()
    const enrolled = await call('/session/finish-enrolment', { code: codeOf(secret) }, cookie)
    const proven = `xinlu_session=${enrolled.cookies[0]!.value}`
    expect((await fetch('/exchange/export', proven)).statusCode).toBe(200)
  })
})

describe('an address that sprays', () => {
  test('is answered 429 in Chinese, with one entry and one alarm', async () => {
    alarms.length = 0
    for (let turn = 0; turn < 62; turn += 1)
      await call('/session/sign-in', { login: `nobody${turn}`, password: 'Spring-2026' }, '', '10.66.0.1')
    const login = people['乡专干·李梅'].login
    const refused = await call('/session/sign-in', { login, password: testPassword }, '', '10.66.0.1')
    expect(refused.json()).toMatchObject({ status: 429, code: 'access.too-many-from-here' })
    expect(refused.json().detail).toContain('15 分钟')
    expect(alarms).toMatchObject([{ what: 'access.too-many-from-here', address: '10.66.0.1' }])
    const { rows } = await copy.admin(`select outcome from audit.entry where subject_kind = 'address'`)
    expect(rows).toEqual([{ outcome: 'refused' }])
    expect((await call('/session/sign-in', { login, password: testPassword })).statusCode).toBe(200)
  })
})
