/** Running the house: figures, lines, and what happens when there is too much to do. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { type Database, memoryKeys, openDatabase } from '@xinlu/kernel/access/server'
import { people, settleTestCity, testPassword } from '@xinlu/kernel/access/test'
import { buildDesk } from '../desk.ts'
import { serverModules } from '../modules.ts'
import { buildServer } from './build-server.ts'
import { quietError } from './request-log.ts'

let copy: TestDatabase
let database: Database
let app: FastifyInstance
let cookie: string
let lag = 0
const lines: string[] = []
const keys = memoryKeys()
const token = 'a-token-of-the-monitoring'

beforeAll(async () => {
  copy = await testDatabase()
  const city = openDatabase(copy.appUrl)
  await settleTestCity(city)
  await city.close()
  database = openDatabase(copy.appUrl, { connections: 2 })
  const { modules } = serverModules({ database, keys, spool: join(tmpdir(), 'xinlu-operations-test') })
  const house = { database, keys, isEmbedded: false, adminUrl: copy.adminUrl, close: async () => {} }
  app = await buildServer({
    desk: buildDesk(house, modules),
    modules,
    behindTls: true,
    log: 'info',
    logTo: { write: (line) => void lines.push(line) },
    metricsToken: token,
    lag: () => lag,
  })
  app.get('/api/breaks', async () => {
    throw new Error('cannot read 赵守业 of "14990119630512001X" at 13800138000')
  })
  const { login } = people['乡专干·李梅']
  const answer = await post('/session/sign-in', { login, password: testPassword })
  cookie = `xinlu_session=${answer.cookies[0]!.value}`
})
afterAll(async () => {
  await app.close()
  await database.close()
  await keys.close()
  await copy.drop()
})
beforeEach(() => {
  lines.length = 0
  lag = 0
})

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/api${url}`, payload, headers: { host: 'xinlu.test', ...headers } })
const whoAmI = () => post('/session/who-am-i', {}, { cookie })
const findings = () => post('/monitoring/list-findings', {}, { cookie })
const figures = async () => (await app.inject({ method: 'GET', url: '/metrics' })).body

describe('/metrics', () => {
  test('counts requests by route pattern and status, and tells of pool, imports, audit and process', async () => {
    await findings()
    await app.inject({ method: 'GET', url: '/api/nowhere/14990119630512001X?name=赵守业' })
    const text = await figures()
    expect(text).toMatch(
      /xinlu_http_request_seconds_count\{route="\/api\/monitoring\/list-findings",method="POST",status="\d+"\} 1/,
    )
    expect(text).toContain('route="-",method="GET",status="404"')
    expect(text).toMatch(/^xinlu_pool_connections [12]$/m)
    expect(text).toMatch(/^xinlu_pool_waiting 0$/m)
    expect(text).toMatch(/^xinlu_audit_entries [1-9]\d*$/m)
    expect(text).toMatch(/^xinlu_resident_memory_bytes [1-9]\d+$/m)
    expect(text).toMatch(/^xinlu_database_up 1$/m)
    expect(text).toMatch(/^xinlu_last_backup_timestamp_seconds 0$/m)
    expect(text).not.toMatch(/14990119630512001X|赵守业|李梅|limei/)
  })

  test('tells imports by state', async () => {
    await copy.admin(`insert into exchange.batch (county, id, division, ledger, department, purpose, file_name, file_digest,
        state, by_account, by_name)
      values (149901, gen_random_uuid(), 149901101201, 'x', '医保局', '测试', 'f', sha256('f'), 'failed', gen_random_uuid(), '李梅')`)
    expect(await figures()).toMatch(/^xinlu_imports\{state="failed"\} 1$/m)
  })

  test.each([
    ['from another machine', { remoteAddress: '10.1.2.3' }, 404],
    ['through a gateway on this machine', { headers: { 'x-forwarded-for': '127.0.0.1' } }, 404],
    [
      'with a wrong token',
      { remoteAddress: '10.1.2.3', headers: { authorization: `Bearer ${token}!` } },
      404,
    ],
    ['with the token', { remoteAddress: '10.1.2.3', headers: { authorization: `Bearer ${token}` } }, 200],
    ['from this machine', { remoteAddress: '127.0.0.1' }, 200],
  ])('asked for %s', async (_, from, status) => {
    expect((await app.inject({ method: 'GET', url: '/metrics', ...from })).statusCode).toBe(status)
  })
})

describe('the log', () => {
  const canaries = [
    '赵守业',
    '14990119630512001X',
    '13800138000',
    testPassword,
    'xinlu_session',
    '李梅',
    'limei',
  ]

  test('is one line for each request, with pattern, status, time, account and id', async () => {
    await findings()
    expect(lines).toHaveLength(1)
    const line = JSON.parse(lines[0]!)
    expect(line).toMatchObject({
      level: 30,
      method: 'POST',
      route: '/api/monitoring/list-findings',
      ms: expect.any(Number),
      account: expect.stringMatching(/^[0-9a-f-]{36}$/),
      reqId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  test('holds nothing of what was sent, asked or gone wrong', async () => {
    const note = { name: '赵守业', idNumber: '14990119630512001X', mobile: '13800138000' }
    await post('/session/sign-in', { login: 'limei', password: testPassword })
    await post('/households/find-people?name=赵守业&id=14990119630512001X', note, { cookie })
    await app.inject({ method: 'GET', url: '/api/赵守业/14990119630512001X?mobile=13800138000' })
    const broken = await app.inject({
      method: 'GET',
      url: '/api/breaks?mobile=13800138000',
      headers: { cookie },
    })
    expect(broken.statusCode).toBe(500)
    const text = lines.join('')
    expect(lines.length).toBeGreaterThan(4)
    expect(text).toContain('server.bug')
    expect(text).toContain('operations.test.ts')
    for (const canary of canaries) expect(text).not.toContain(canary)
  })

  test('of an error of the database names the constraint and no value', async () => {
    const once = copy.admin(
      `insert into access.account (id, login, name) values (gen_random_uuid(), 'limei', '赵守业')`,
    )
    const quiet = JSON.stringify(quietError(await once.catch((error: unknown) => error)))
    expect(quiet).toContain('account_login_once')
    for (const canary of canaries) expect(quiet).not.toContain(canary)
  })
})

describe('too much to do', () => {
  const statusesOf = async (requests: Promise<{ statusCode: number; headers: object; body: string }>[]) => {
    const answers = await Promise.all(requests)
    for (const { statusCode, headers, body } of answers) {
      if (statusCode === 200) continue
      expect(statusCode).toBe(503)
      expect(headers).toMatchObject({
        'retry-after': '2',
        'content-type': expect.stringContaining('application/problem+json'),
      })
      expect(JSON.parse(body)).toMatchObject({
        code: 'commands.busy',
        detail: expect.stringContaining('很忙'),
      })
    }
    return answers.map(({ statusCode }) => statusCode)
  }
  const many = (count: number) => Array.from({ length: count }, (_, nth) => (nth % 2 ? whoAmI() : findings()))

  test('fifty at once with every connection taken are told so, and served again afterwards', async () => {
    const held = await Promise.all([database.pool.connect(), database.pool.connect()])
    const told = await statusesOf(many(50))
    expect(told).toHaveLength(50)
    expect(told).not.toContain(200)
    for (const client of held) client.release()
    expect(await statusesOf(many(10))).toEqual(Array.from({ length: 10 }, () => 200))
    const text = await figures()
    expect(text).toMatch(/^xinlu_shed_total [1-9]\d*$/m)
    expect(text).toMatch(/^xinlu_pool_waiting 0$/m)
  })

  test('with connections that come back late some are served, the rest are told, none fails', async () => {
    const held = await Promise.all([database.pool.connect(), database.pool.connect()])
    const answers = statusesOf(many(50))
    await new Promise((resolve) => setTimeout(resolve, 300))
    for (const client of held) client.release()
    const told = await answers
    expect(told).toContain(200)
    expect(told).toContain(503)
  })

  test('a late process turns work away and still answers health and figures', async () => {
    lag = 1500
    expect((await whoAmI()).statusCode).toBe(503)
    expect((await app.inject({ method: 'GET', url: '/health' })).statusCode).toBe(200)
    expect(await figures()).toMatch(/^xinlu_event_loop_lag_seconds 1.5$/m)
    lag = 0
    expect((await whoAmI()).statusCode).toBe(200)
  })

  test('statements that are cut short and connections that break are told as busy, not as bugs', async () => {
    const ended = whoAmI()
    await copy.admin(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = 'xinlu_app'`)
    await statusesOf([ended, whoAmI(), whoAmI()])
    expect((await whoAmI()).statusCode).toBe(200)
  })
})
