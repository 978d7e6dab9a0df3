/** The wire: signing in, what strangers get, problems as RFC 9457, headers, documents. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { type Database, memoryKeys, openDatabase } from '@xinlu/kernel/access/server'
import { people, settleTestCity, testPassword } from '@xinlu/kernel/access/test'
import { buildDesk } from '../desk.ts'
import { serverModules } from '../modules.ts'
import { buildServer } from './build-server.ts'

let copy: TestDatabase
let database: Database
let app: FastifyInstance
const keys = memoryKeys()

beforeAll(async () => {
  copy = await testDatabase()
  database = openDatabase(copy.appUrl)
  await settleTestCity(database)
  const { modules } = serverModules({ database, keys, spool: join(tmpdir(), 'xinlu-http-test') })
  const house = { database, keys, isEmbedded: false, adminUrl: copy.adminUrl, close: async () => {} }
  app = await buildServer({ desk: buildDesk(house, modules), modules, behindTls: false })
})
afterAll(async () => {
  await app.close()
  await database.close()
  await keys.close()
  await copy.drop()
})

const post = (url: string, payload: object | string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: `/api${url}`,
    payload,
    headers: { host: 'xinlu.test', 'content-type': 'application/json', ...headers },
  })
const signIn = async (login: string) => {
  const answer = await post('/session/sign-in', { login, password: testPassword })
  return `xinlu_session=${answer.cookies[0]!.value}`
}

describe('signing in', () => {
  test('gives a cookie that no script can read, and tells who works in which post', async () => {
    const answer = await post('/session/sign-in', {
      login: people['乡专干·李梅'].login,
      password: testPassword,
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.cookies[0]).toMatchObject({
      name: 'xinlu_session',
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    })
    expect(answer.json()).toMatchObject({
      state: 'working',
      account: { name: '李梅' },
      actor: { role: 'township' },
    })
  })

  test('with a wrong password and with an unknown login is refused alike', async () => {
    const [wrong, unknown] = await Promise.all([
      post('/session/sign-in', { login: people['县专班·王强'].login, password: 'not-the-password' }),
      post('/session/sign-in', { login: 'nobody.here', password: 'not-the-password' }),
    ])
    expect(wrong.statusCode).toBe(401)
    expect(wrong.body).toBe(unknown.body)
    expect(wrong.cookies).toEqual([])
  })

  test('signing out ends the session at once', async () => {
    const cookie = await signIn(people['村专员·孙二宝'].login)
    expect((await post('/session/who-am-i', {}, { cookie })).statusCode).toBe(200)
    await post('/session/sign-out', {}, { cookie })
    expect((await post('/session/who-am-i', {}, { cookie })).statusCode).toBe(401)
  })
})

describe('a stranger', () => {
  test('gets nothing but a 401 from every act and ask', async () => {
    const routes = serverModules({ database, keys, spool: '/nowhere' }).modules.flatMap(
      ({ commands, queries }) => [...commands, ...queries],
    )
    expect(routes.length).toBeGreaterThan(30)
    for (const { contract } of routes) {
      const answer = await post(contract.path, {})
      expect([contract.name, answer.statusCode]).toEqual([contract.name, 401])
    }
  })

  test('cannot tell a route that is not there from one that does not exist', async () => {
    const answer = await post('/households/destroy-everything', {})
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ code: 'server.no-route', status: 404 })
  })

  test('on a foreign page cannot use the cookie of somebody signed in', async () => {
    const cookie = await signIn(people['乡专干·李梅'].login)
    const answer = await post('/session/who-am-i', {}, { cookie, origin: 'http://evil.test' })
    expect(answer.json()).toMatchObject({ code: 'server.foreign-origin' })
    expect((await post('/session/who-am-i', {}, { cookie, origin: 'http://xinlu.test' })).statusCode).toBe(
      200,
    )
  })
})

describe('problems', () => {
  test('are RFC 9457 with every reason, in Chinese', async () => {
    const cookie = await signIn(people['乡专干·李梅'].login)
    const answer = await post('/monitoring/decide-finding', { verdict: 'maybe' }, { cookie })
    expect(answer.statusCode).toBe(422)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    const body = answer.json()
    expect(body).toMatchObject({
      type: 'urn:xinlu:problem:commands.refused-input',
      status: 422,
      title: '内容不符合要求',
    })
    expect(body.reasons.length).toBeGreaterThan(2)
    for (const { message } of body.reasons) expect(message).toMatch(/\p{Script=Han}/u)
  })

  test.each([
    ['broken JSON', '{"login":', 'application/json', 400],
    ['a body of another kind', '<a/>', 'application/xml', 415],
    ['a body of two megabytes', `"${'x'.repeat(2 * 1024 * 1024)}"`, 'application/json', 413],
  ])('%s is refused without a word about the inside', async (_, payload, type, status) => {
    const answer = await post('/session/sign-in', payload, { 'content-type': type })
    expect([400, status]).toContain(answer.statusCode)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.body).not.toMatch(/node_modules|at |Error/)
  })
})

describe('the front page', () => {
  test('tells a newcomer where to go on, and loads nothing from outside', async () => {
    const page = await app.inject({ method: 'GET', url: '/' })
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toMatch(/https?:\/\//)
    for (const [, url] of page.body.matchAll(/(?:href)="(\/[^"]+)"/g)) {
      expect([url, (await app.inject({ method: 'GET', url: url! })).statusCode]).toEqual([url, 200])
    }
  })
})

describe('the documents', () => {
  test('name every act and ask, with its summary in Chinese', async () => {
    const document = (await app.inject({ method: 'GET', url: '/api/openapi.json' })).json()
    expect(document.openapi).toMatch(/^3\.1/)
    const { modules } = serverModules({ database, keys, spool: '/nowhere' })
    for (const { contract } of modules.flatMap(({ commands, queries }) => [...commands, ...queries])) {
      expect(document.paths[contract.path]?.post?.operationId).toBe(contract.name)
      expect(document.paths[contract.path].post.summary).toMatch(/\p{Script=Han}/u)
    }
  })

  test('are shown on a page that loads nothing from outside', async () => {
    const page = await app.inject({ method: 'GET', url: '/api/docs' })
    expect(page.body).not.toMatch(/https?:\/\//)
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
      expect((await app.inject({ method: 'GET', url: `/api/docs/assets/${file}` })).statusCode).toBe(200)
    }
    expect((await app.inject({ method: 'GET', url: '/api/docs/assets/package.json' })).statusCode).toBe(404)
  })
})
