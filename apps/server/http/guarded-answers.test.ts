/** Every route that the router has, and every way to be refused: the guarding headers are there, and stay strict. */
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { type Database, memoryKeys, openDatabase } from '@xinlu/kernel/access/server'
import { people, settleTestCity, testPassword } from '@xinlu/kernel/access/test'
import { registeredRoutes } from '../leak/inventory.ts'
import { serverModules } from '../modules.ts'
import { buildServer, type Patience } from './build-server.ts'

let copy: TestDatabase
let database: Database
let app: FastifyInstance
let cookie = ''
const keys = memoryKeys()
const spool = join(tmpdir(), 'xinlu-guarded-test')

beforeAll(async () => {
  copy = await testDatabase()
  database = openDatabase(copy.appUrl)
  await settleTestCity(database)
  await copy.admin(`insert into access.setting values ('password.iterations', '2020-01-01', 1000, 'test')`)
  app = await built()
  const { login } = people['县专班·王强']
  const payload = { login, password: testPassword }
  const answer = await app.inject({ method: 'POST', url: '/api/session/sign-in', payload })
  cookie = `xinlu_session=${answer.cookies[0]!.value}`
})
afterAll(async () => {
  await app.close()
  await database.close()
  await keys.close()
  await copy.drop()
})

const built = (more: { behindTls?: boolean; patience?: Patience } = {}) => {
  const { modules } = serverModules({ database, keys, spool })
  const constraints = Object.fromEntries(modules.flatMap((module) => Object.entries(module.constraints)))
  const desk = { database, keys, now: () => new Date(), constraints }
  return buildServer({ desk, modules, behindTls: false, ...more })
}

// Pages may carry their own files and styles; everything else is data, which may do nothing at all.
const pages: Record<string, RegExp> = {
  'GET /': /style-src 'self' 'nonce-[\w-]{22}'/,
  'GET /api/docs': /style-src 'self' 'unsafe-inline'/,
}
// Files of the interface's page, the same for everybody.
const kept = /^GET \/api\/docs\/assets\//

function faultsOf(route: string, headers: Record<string, unknown>): string[] {
  const policy = String(headers['content-security-policy'])
  const wanted: [string, boolean][] = [
    ['nosniff', headers['x-content-type-options'] === 'nosniff'],
    ['no framing', headers['x-frame-options'] === 'DENY' && policy.includes("frame-ancestors 'none'")],
    ['no referrer', headers['referrer-policy'] === 'no-referrer'],
    ['own window', headers['cross-origin-opener-policy'] === 'same-origin'],
    ['own resource', headers['cross-origin-resource-policy'] === 'same-origin'],
    ['no features', /camera=\(\).*microphone=\(\)/.test(String(headers['permissions-policy']))],
    ['nothing by default', policy.startsWith("default-src 'none';base-uri 'none'")],
    ['no script but files', !/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/.test(policy)],
    ['its policy', pages[route]?.test(policy) ?? !/(script|style|connect|img)-src/.test(policy)],
    ['kept nowhere', kept.test(route) || headers['cache-control'] === 'no-store'],
    ['nameless', headers['x-powered-by'] === undefined && headers.server === undefined],
  ]
  return wanted.filter(([, holds]) => !holds).map(([what]) => `${route}: ${what}`)
}

const ask = (route: string, headers: Record<string, string>) => {
  const [method, url] = route.split(' ') as ['GET' | 'POST', string]
  const payload = method === 'POST' ? { payload: {} } : {}
  return app.inject({ method, url, headers, ...payload })
}

describe('every route of the router', () => {
  test('answers with every guarding header, to strangers and to people at work', async () => {
    const routes = registeredRoutes(app)
    expect(routes.length).toBeGreaterThan(70)
    for (const route of routes) {
      for (const headers of [{}, { cookie }] as Record<string, string>[]) {
        // Signing out and the like end the session of the test: a stranger's answer has the same headers.
        if (headers.cookie !== undefined && route.includes('/session/')) continue
        const answer = await ask(route, headers)
        expect(faultsOf(route, answer.headers)).toEqual([])
        expect([route, answer.statusCode]).not.toEqual([route, 500])
      }
    }
  })

  test('files that go out are kept nowhere and open as files', async () => {
    for (const query of ['template?ledger=households.person', 'export?ledger=households.person&purpose=x']) {
      const answer = await app.inject({ method: 'GET', url: `/api/exchange/${query}`, headers: { cookie } })
      expect([query, answer.statusCode]).toEqual([query, 200])
      expect(faultsOf('file', answer.headers)).toEqual([])
      expect(answer.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w%.-]+$/)
    }
  })

  test('sends a nonce that no other answer has', async () => {
    const policies = [await ask('GET /', {}), await ask('GET /', {})].map(({ headers }) =>
      String(headers['content-security-policy']),
    )
    expect(new Set(policies).size).toBe(2)
  })

  test('tells browsers to come by TLS alone where a gateway speaks it', async () => {
    const behind = await built({ behindTls: true })
    const { headers } = await behind.inject({ method: 'GET', url: '/health' })
    expect(headers['strict-transport-security']).toContain('max-age=31536000')
    await behind.close()
  })
})

describe('whoever is refused', () => {
  const long = `"${'x'.repeat(2 * 1024 * 1024)}"`
  const json = { 'content-type': 'application/json' }
  const form = { 'content-type': 'multipart/form-data; boundary=a' }
  const url = '/api/session/sign-in'
  test.each([
    ['no such address', { method: 'GET', url: '/nowhere' }, 404],
    ['an address that is none', { method: 'GET', url: '/api/%zz' }, 404],
    ['a step upwards', { method: 'GET', url: '/api/docs/assets/..%2f..%2fpackage.json' }, 404],
    ['a verb the route does not know', { method: 'DELETE', url: '/api/households/get-household' }, 404],
    ['an act by GET', { method: 'GET', url: '/api/households/register-household' }, 404],
    ['broken JSON', { method: 'POST', url, payload: '{"login":', headers: json }, 400],
    ['an empty body', { method: 'POST', url, payload: '', headers: json }, 400],
    ['a poisoned prototype', { method: 'POST', url, payload: '{"__proto__":{"a":1}}', headers: json }, 400],
    ['too much', { method: 'POST', url, payload: long, headers: json }, 413],
    ['XML', { method: 'POST', url, payload: '<a/>', headers: { 'content-type': 'application/xml' } }, 415],
    ['text', { method: 'POST', url, payload: '{}', headers: { 'content-type': 'text/plain' } }, 422],
    [
      'a form',
      {
        method: 'POST',
        url,
        payload: 'a=b',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      415,
    ],
    ['no type', { method: 'POST', url, payload: '{}', headers: { 'content-type': '' } }, 415],
    ['a file where JSON belongs', { method: 'POST', url, payload: '--a--\r\n', headers: form }, 422],
    ['a list where an object belongs', { method: 'POST', url, payload: '[]', headers: json }, 422],
    [
      'JSON nested half a million deep',
      { method: 'POST', url, payload: '['.repeat(500_000), headers: json },
      400,
    ],
  ] as const)('%s gets a problem in Chinese with the same headers', async (_what, request, status) => {
    const answer = await app.inject(request as never)
    expect(answer.statusCode).toBe(status)
    expect(faultsOf('refused', answer.headers)).toEqual([])
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().detail).toMatch(/\p{Script=Han}/u)
    expect(answer.body).not.toMatch(/node_modules|Error|\bat /)
  })
})

describe('a request that another site’s page sends', () => {
  test.each([
    ['another site', { origin: 'http://evil.test' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['no address at all', { origin: '%%%' }],
    ['the same name at another port', { origin: 'http://xinlu.test:81' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour below the same domain', { 'sec-fetch-site': 'same-site' }],
  ])('from %s is refused at every act, ask and upload', async (_from, headers) => {
    const routes = registeredRoutes(app).filter((route) => route.startsWith('POST '))
    for (const route of routes) {
      const answer = await ask(route, { host: 'xinlu.test', cookie, ...headers } as Record<string, string>)
      expect([route, answer.statusCode, answer.json().code]).toEqual([route, 403, 'server.foreign-origin'])
    }
  })

  test('and our own page’s is not', async () => {
    const headers = {
      host: 'xinlu.test',
      origin: 'http://xinlu.test',
      'sec-fetch-site': 'same-origin',
      cookie,
    }
    expect((await ask('POST /api/session/who-am-i', headers)).statusCode).toBe(200)
  })
})

describe('a sender who takes his time', () => {
  test.each([
    ['the head', 'POST /api/session/sign-in HTTP/1.1\r\nhost: x\r\n'],
    [
      'the body',
      'POST /api/session/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{',
    ],
  ])('with %s is cut off', async (_what, begun) => {
    const quick = await built({ patience: { headMs: 200, requestMs: 400, lookMs: 50 } })
    await quick.listen({ port: 0, host: '127.0.0.1' })
    const socket = connect((quick.server.address() as AddressInfo).port, '127.0.0.1')
    let answer = ''
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()))
    socket.write(begun)
    await once(socket, 'close')
    expect(answer).toMatch(/^(HTTP\/1\.1 408|$)/)
    await quick.close()
  })
})
