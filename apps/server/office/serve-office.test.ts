/** The office app on the wire: every address answered by the page, files kept for a year, nothing else let in. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guardAnswers } from '../http/guard-answers.ts'
import { serveOffice } from './serve-office.ts'

let folder: string
let app: FastifyInstance
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinlu-serve-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<meta content="{{style-nonce}}">')
  writeFileSync(join(folder, 'assets', 'index-a1.js'), 'export {}')
  writeFileSync(join(folder, 'stamp.txt'), 'secret')
  app = fastify()
  await guardAnswers(app, { behindTls: false })
  await serveOffice(app, folder)
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string) => app.inject({ method: 'GET', url })

describe('the page', () => {
  test.each(['/', '/monitoring', '/monitoring/findings?level=red', '/a/b/c'])('answers %s', async (url) => {
    const { statusCode, headers, body } = await get(url)
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store'])
    const [, nonce] = /"([\w-]{22})"/.exec(body) ?? []
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(policy).not.toContain('unsafe')
  })

  test('has another nonce each time', async () => {
    expect((await get('/')).body).not.toBe((await get('/')).body)
  })

  test.each([
    '/api/nowhere',
    '/assets/gone.js',
    '/monitoring/gone.js',
    '/stamp.txt',
    '/assets/../stamp.txt',
    '/assets/%2e%2e/stamp.txt',
  ])('does not answer %s', async (url) => {
    const { statusCode, body } = await get(url)
    expect(statusCode).toBeGreaterThanOrEqual(400)
    expect(body).not.toContain('secret')
    expect(body).not.toContain('<meta')
  })
})

test('files are kept for a year', async () => {
  const { statusCode, headers } = await get('/assets/index-a1.js')
  expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
})
