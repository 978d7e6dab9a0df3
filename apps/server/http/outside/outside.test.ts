/** Coming in through a real OpenID provider: bound accounts only, each answer once, and the same rules afterwards. */
import type { FastifyInstance } from 'fastify'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { type Database, memoryKeys, openDatabase } from '@xinlu/kernel/access/server'
import { type PersonName, as, people, settleTestCity, testPassword } from '@xinlu/kernel/access/test'
import type { OutsideConfig } from '../../config.ts'
import { administration } from '../../administration/index.ts'
import { buildServer } from '../build-server.ts'
import { type RealProvider, startRealProvider } from './test/real-provider.ts'

let copy: TestDatabase
let database: Database
let provider: RealProvider
let app: FastifyInstance
const keys = memoryKeys()
let ahead = 0

const serverWith = (outside: OutsideConfig | undefined) =>
  buildServer({
    desk: { database, keys, now: () => new Date(Date.now() + ahead), constraints: {} },
    modules: [administration],
    behindTls: false,
    outside,
  })

beforeAll(async () => {
  copy = await testDatabase()
  database = openDatabase(copy.appUrl)
  await settleTestCity(database)
  await copy.admin(`insert into access.setting values ('password.iterations', '2020-01-01', 1000, 'test')`)
  provider = await startRealProvider()
  app = await serverWith(provider.config)
})
afterAll(async () => {
  await app.close()
  await provider.close()
  await database.close()
  await keys.close()
  await copy.drop()
})
beforeEach(async () => {
  ahead = 0
  await copy.admin(
    'delete from access.outside_identity; delete from access.second_factor; delete from access.session',
  )
})

type Answer = Awaited<ReturnType<FastifyInstance['inject']>>
const cookiesOf = ({ cookies }: Answer) => cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
const call = (url: string, payload: object, cookie = '', server = app) =>
  server.inject({ method: 'POST', url: `/api/session/${url}`, payload, headers: { cookie } })
const comeBack = (at: URL, cookie: string, server = app) =>
  server.inject({ method: 'GET', url: `${at.pathname}${at.search}`, headers: { cookie } })
const signIn = async (key: PersonName) =>
  cookiesOf(await call('sign-in', { login: people[key].login, password: testPassword }))
const outcomeOf = ({ headers }: Answer) =>
  new URL(String(headers.location), 'http://xinlu.test').searchParams.get('outside')

async function travel(
  purpose: 'signIn' | 'bind',
  person: { accountId: string; amr?: string[]; acr?: string },
  { cookie = '', server = app } = {},
) {
  const begun = await call('outside/begin', { purpose }, cookie, server)
  const journey = cookiesOf(begun)
  const at = await provider.visit(begun.json().url, person)
  return { at, journey, answer: await comeBack(at, journey, server) }
}

const bind = async (key: PersonName, accountId: string) =>
  outcomeOf((await travel('bind', { accountId }, { cookie: await signIn(key) })).answer)

describe('an identity', () => {
  test('is bound by somebody at work, and signs him in from then on', async () => {
    expect(await bind('乡专干·李梅', 'p-1001')).toBe('bound')
    const { answer } = await travel('signIn', { accountId: 'p-1001' })
    expect(outcomeOf(answer)).toBe('signed-in')
    const session = answer.cookies.find(({ name }) => name === 'xinlu_session')!
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    const who = await call('who-am-i', {}, `xinlu_session=${session.value}`)
    expect(who.json()).toMatchObject({ state: 'working', actor: { account: as('乡专干·李梅').account } })
    // The provider told when he entered his password there: that is when the ten minutes began.
    const left = Date.parse(who.json().confirmedUntil) - Date.now()
    expect(left).toBeGreaterThan(9 * 60_000)
    expect(left).toBeLessThanOrEqual(10 * 60_000)
    const { rows } = await copy.admin(
      `select act, outcome from audit.entry where act like '%utside%' order by at`,
    )
    expect(rows).toEqual([
      { act: 'access.bindOutside', outcome: 'done' },
      { act: 'access.signInOutside', outcome: 'done' },
    ])
  })

  test('that nobody has bound opens nothing and makes nothing, whatever its name', async () => {
    const accounts = async () => (await copy.admin('select count(*)::int from access.account')).rows[0].count
    const before = await accounts()
    const { answer } = await travel('signIn', { accountId: people['乡专干·李梅'].login })
    expect(outcomeOf(answer)).toBe('access.outside-not-bound')
    expect(answer.cookies.map(({ name }) => name)).not.toContain('xinlu_session')
    expect(await accounts()).toBe(before)
    expect((await copy.admin('select from access.session')).rows).toHaveLength(0)
  })

  test('belongs to one account, and an account to one of a provider', async () => {
    expect(await bind('乡专干·李梅', 'p-1001')).toBe('bound')
    expect(await bind('县专班·王强', 'p-1001')).toBe('access.outside-taken')
    expect(await bind('乡专干·李梅', 'p-1002')).toBe('access.outside-taken')
  })

  test('of an ended account, and of one that is locked, opens nothing', async () => {
    await bind('医保局·钱进', 'p-1003')
    await copy.admin(
      `update access.account set locked_until = now() + interval '1 hour' where login = 'qianjin'`,
    )
    expect(outcomeOf((await travel('signIn', { accountId: 'p-1003' })).answer)).toBe(
      'access.outside-not-bound',
    )
    await copy.admin(
      `update access.account set locked_until = null, ended_at = now() where login = 'qianjin'`,
    )
    expect(outcomeOf((await travel('signIn', { accountId: 'p-1003' })).answer)).toBe(
      'access.outside-not-bound',
    )
  })

  test('is not bound at an open screen, nor by a stranger', async () => {
    const cookie = await signIn('乡专干·李梅')
    ahead = 10 * 60_000
    expect((await call('outside/begin', { purpose: 'bind' }, cookie)).json().code).toBe(
      'access.confirm-first',
    )
    expect((await call('outside/begin', { purpose: 'bind' })).statusCode).toBe(401)
  })
})

describe('an answer of the provider', () => {
  test('is asked for with PKCE, state and nonce', async () => {
    const { url } = (await call('outside/begin', { purpose: 'signIn' })).json()
    const asked = new URL(url).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const name of ['code_challenge', 'state', 'nonce'])
      expect(asked.get(name)!.length).toBeGreaterThan(40)
    expect(asked.get('scope')).toBe('openid')
  })

  test('counts once, in the browser that asked, for what was asked, within ten minutes', async () => {
    await bind('乡专干·李梅', 'p-1001')
    const person = { accountId: 'p-1001' }
    const first = await travel('signIn', person)
    expect(outcomeOf(first.answer)).toBe('signed-in')
    const failed = 'server.outside-failed'
    expect(outcomeOf(await comeBack(first.at, first.journey))).toBe(failed)
    const begun = await call('outside/begin', { purpose: 'signIn' })
    const at = await provider.visit(begun.json().url, person)
    expect(outcomeOf(await comeBack(at, ''))).toBe(failed)
    expect(outcomeOf(await comeBack(at, first.journey))).toBe(failed)
    expect(outcomeOf(await comeBack(at, `xinlu_journey=${'A'.repeat(200)}`))).toBe(failed)
    const forged = new URL(at)
    forged.searchParams.set('state', 'another')
    expect(outcomeOf(await comeBack(forged, cookiesOf(begun)))).toBe(failed)
    ahead = 10 * 60_000
    expect(outcomeOf(await comeBack(at, cookiesOf(begun)))).toBe(failed)
    ahead = 0
    expect(outcomeOf(await comeBack(at, cookiesOf(begun)))).toBe('signed-in')
  })

  test('that belongs to another nonce or another verifier is refused', async () => {
    await bind('乡专干·李梅', 'p-1001')
    for (const member of ['nonce', 'verifier']) {
      const begun = await call('outside/begin', { purpose: 'signIn' })
      const at = await provider.visit(begun.json().url, { accountId: 'p-1001' })
      const sealed = begun.cookies.find(({ name }) => name === 'xinlu_journey')!.value
      const journey = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')))
      const other = JSON.stringify({ ...journey, [member]: 'x'.repeat(43) })
      const cookie = `xinlu_journey=${keys.seal(other).toString('base64url')}`
      expect([member, outcomeOf(await comeBack(at, cookie))]).toEqual([member, 'server.outside-failed'])
    }
  })
})

describe('the second factor', () => {
  test('is demanded after the provider too, unless the configuration accepts what it says', async () => {
    const cookie = await signIn('乡专干·李梅')
    await travel('bind', { accountId: 'p-1001' }, { cookie })
    const { secret } = (await call('begin-enrolment', {}, cookie)).json()
    await call('finish-enrolment', { code: new TOTP({ secret }).generate() }, cookie)
    const stateOf = async (server: FastifyInstance, person: { amr?: string[]; acr?: string }) => {
      const { answer } = await travel('signIn', { accountId: 'p-1001', ...person }, { server })
      const { value } = answer.cookies.find(({ name }) => name === 'xinlu_session')!
      return (await call('who-am-i', {}, `xinlu_session=${value}`)).json().state
    }
    expect(await stateOf(app, { amr: ['otp'], acr: 'two-factors' })).toBe('secondFactor')
    const trusting = await serverWith({ ...provider.config, amr: ['otp'] })
    expect(await stateOf(trusting, { amr: ['otp'] })).toBe('working')
    expect(await stateOf(trusting, { amr: ['pwd'] })).toBe('secondFactor')
    expect(await stateOf(trusting, {})).toBe('secondFactor')
    await trusting.close()
    const byContext = await serverWith({ ...provider.config, acr: ['two-factors'] })
    expect(await stateOf(byContext, { acr: 'two-factors' })).toBe('working')
    await byContext.close()
  })
})

describe('without the provider', () => {
  test('the password still opens, and the page is told', async () => {
    const dead = await serverWith({ ...provider.config, issuer: 'http://127.0.0.1:1' })
    const begun = await call('outside/begin', { purpose: 'signIn' }, '', dead)
    expect(begun.json()).toMatchObject({ status: 503, code: 'server.outside-unavailable' })
    const login = people['市局·赵敏'].login
    expect((await call('sign-in', { login, password: testPassword }, '', dead)).statusCode).toBe(200)
    await dead.close()
    const none = await serverWith(undefined)
    expect((await call('outside/offer', {}, '', none)).json()).toEqual({ isOffered: false })
    expect((await call('outside/begin', { purpose: 'signIn' }, '', none)).statusCode).toBe(404)
    await none.close()
  })
})
