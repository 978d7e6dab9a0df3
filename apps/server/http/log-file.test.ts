/** Lines go into the file of their day, for its owner only. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isLogFile, openLogFile } from './log-file.ts'

let dir: string
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'xinlu-log-')), 'log')
})
afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }))

test('a new file begins with the day of the office', () => {
  let at = new Date('2026-11-24T15:59:59Z')
  const log = openLogFile(dir, { now: () => at })
  log.write('one\n')
  at = new Date('2026-11-24T16:00:00Z')
  log.write('two\n')
  log.close()
  expect(readdirSync(dir).sort()).toEqual(['xinlu-2026-11-24.log', 'xinlu-2026-11-25.log'])
  expect(readFileSync(join(dir, 'xinlu-2026-11-25.log'), 'utf8')).toBe('two\n')
  expect(statSync(dir).mode & 0o077).toBe(0)
  for (const name of readdirSync(dir)) {
    expect(statSync(join(dir, name)).mode & 0o077).toBe(0)
    expect(isLogFile(name)).toBe(true)
  }
})

test('goes on where an earlier process ended, and begins another file when one is large', () => {
  const now = () => new Date('2026-11-24T00:00:00Z')
  const open = () => openLogFile(dir, { now, mostBytes: 10 })
  for (const line of ['123456\n', '123456\n', '123456\n', '1\n']) {
    const log = open()
    log.write(line)
    log.close()
  }
  const log = open()
  for (let nth = 0; nth < 4; nth += 1) log.write('12345\n')
  log.close()
  const texts = readdirSync(dir)
    .sort()
    .map((name) => [name, readFileSync(join(dir, name), 'utf8').length])
  expect(texts).toEqual([
    ['xinlu-2026-11-24.1.log', 15],
    ['xinlu-2026-11-24.2.log', 12],
    ['xinlu-2026-11-24.3.log', 6],
    ['xinlu-2026-11-24.log', 14],
  ])
  expect(readdirSync(dir).every(isLogFile)).toBe(true)
})

test('a folder that cannot be written to stops nobody', () => {
  const log = openLogFile(dir)
  rmSync(dir, { recursive: true })
  expect(() => log.write('x\n')).not.toThrow()
  expect(isLogFile('other.log')).toBe(false)
})
