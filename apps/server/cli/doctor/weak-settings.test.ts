/** The doctor says what is weak, with a sentence that tells what to do. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { type Database, openDatabase, openLocalKeys, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { settleTestCity } from '@xinlu/kernel/access/test'
import { readConfig } from '../../config.ts'
import { checkAddress } from './check-address.ts'
import { checkBackup } from './check-backup.ts'
import { checkDatabase } from './check-database.ts'
import { checkKeyAge, checkKeys } from './check-keys.ts'
import { checkMachine } from './check-machine.ts'
import { checkTimeSync } from './check-time.ts'
import type { Finding } from './finding.ts'

const dir = mkdtempSync(join(tmpdir(), 'xinlu-doctor-'))
const keysDir = join(dir, 'keys')
const config = (env: NodeJS.ProcessEnv = {}) => readConfig({ XINLU_DATA_DIR: dir, ...env })
let copy: TestDatabase
let database: Database

beforeAll(async () => {
  copy = await testDatabase()
  database = openDatabase(copy.appUrl)
  await settleTestCity(database)
  await openLocalKeys({ dir: keysDir }).close()
})
afterAll(async () => {
  await database.close()
  await copy.drop()
  rmSync(dir, { recursive: true, force: true })
})

// Whatever is not good says what to do, as a whole Chinese sentence.
const told = (finding: Finding) => {
  if (finding.grade !== 'good') expect(finding.advice).toMatch(/\p{Script=Han}.*(。|[a-z0-9/= -]+)$/u)
  return finding.grade
}

describe('keys', () => {
  test.each([
    ['the key file', () => join(keysDir, 'keys.json'), 0o640],
    ['the key-encryption key', () => join(keysDir, 'kek.hex'), 0o604],
    ['the folder', () => keysDir, 0o750],
  ])('others may read %s', (_what, path, mode) => {
    expect(told(checkKeys(config()))).toBe('note')
    chmodSync(path(), mode)
    expect(told(checkKeys(config()))).toBe('bad')
    chmodSync(path(), mode & 0o700)
  })

  test('beside a real database the key-encryption key lies elsewhere', () => {
    const real = config({ DATABASE_URL: 'postgres://x@db.city/xinlu' })
    expect(told(checkKeys(real))).toBe('bad')
  })

  test('the one in use is too old from the day the setting says', async () => {
    const ages = (now: Date) =>
      withScope(database, SYSTEM, async (tx) => (await checkKeyAge(tx, config(), now)).map(told))
    const after = (days: number) => new Date(Date.now() + days * 86_400_000)
    expect(await ages(after(300))).toEqual(['good'])
    expect(await ages(after(400))).toEqual(['bad'])
    await copy.admin(`insert into operations.setting (key, from_on, value, document)
      values ('dataKeyDays', current_date, 90, '市密码管理局通知')`)
    expect(await ages(after(100))).toEqual(['bad'])
    // A keystore of an earlier release does not say when its key was made; its file does, at the latest.
    const path = join(keysDir, 'keys.json')
    const { madeAt: _madeAt, ...earlier } = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify(earlier))
    expect(await ages(after(10))).toEqual(['good'])
    expect(await ages(after(100))).toEqual(['bad'])
  })
})

describe('the database', () => {
  const findings = async () => withScope(database, SYSTEM, (tx) => checkDatabase(tx, false))
  const withSetting = async (name: string, value: string) => {
    await copy.admin(
      `do $$ begin execute format('alter database %I set ${name} = ''${value}''', current_database()); end $$`,
    )
    const other = openDatabase(copy.appUrl)
    const found = await withScope(other, SYSTEM, (tx) => checkDatabase(tx, false)).finally(() =>
      other.close(),
    )
    await copy.admin(
      `do $$ begin execute format('alter database %I reset ${name}', current_database()); end $$`,
    )
    return found
  }
  const about = (found: readonly Finding[], word: string) => found.find(({ what }) => what.includes(word))

  test('that forgets after a power cut is told', async () => {
    // The test cluster is run that way.
    const off = about(await findings(), 'fsync')!
    expect(told(off)).toBe('bad')
    expect(off.what).toContain('full_page_writes')
    expect(off.what).toContain('synchronous_commit')
  })

  test('that writes statements into its log is told', async () => {
    expect(told(about(await findings(), '不把办理内容写进')!)).toBe('good')
    expect(told(about(await withSetting('log_statement', 'all'), 'log_statement')!)).toBe('note')
    expect(
      told(about(await withSetting('log_min_duration_statement', '0'), 'log_min_duration_statement')!),
    ).toBe('note')
  })

  test('that does not archive is told', async () => {
    expect(told(about(await findings(), '归档')!)).toBe('note')
  })

  test.each([
    ['postgres://xinlu:xinlu@db.city/xinlu', 'bad'],
    ['postgres://postgres:postgres@db.city/xinlu', 'bad'],
    ['postgres://owner:12345678@db.city/xinlu', 'bad'],
    ['postgres://owner@db.city/xinlu', 'bad'],
    ['postgres://owner:hutuo-river-2023-x@db.city/xinlu', 'good'],
    ['postgres://owner@localhost/xinlu?host=/run/postgresql', 'good'],
    ['postgres://owner@db.city/xinlu?sslcert=/etc/xinlu.crt', 'good'],
  ])('at %s is %s', (url, grade) => {
    expect(checkAddress(url).map(told)).toEqual([grade])
  })

  test('without a backup of the last days is told', async () => {
    const backup = (now: Date) => withScope(database, SYSTEM, (tx) => checkBackup(tx, now, false))
    expect(told(await backup(new Date()))).toBe('bad')
    await copy.admin(`insert into operations.backup values (gen_random_uuid(), now(), 1, 1, 1, sha256('x'))`)
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000)
    expect(told(await backup(hours(2)))).toBe('good')
    expect(told(await backup(hours(40)))).toBe('note')
    expect(told(await backup(hours(200)))).toBe('bad')
  })
})

describe('the machine', () => {
  const about = (env: NodeJS.ProcessEnv, word: string) =>
    checkMachine(config(env)).find(({ what }) => what.includes(word))!

  test('open to others without TLS', () => {
    expect(told(about({ XINLU_HOST: '0.0.0.0' }, '监听'))).toBe('bad')
    expect(told(about({ XINLU_HOST: '0.0.0.0', XINLU_BEHIND_TLS: 'yes' }, '监听'))).toBe('good')
    expect(told(about({}, '监听'))).toBe('note')
  })

  test('whose clock nobody sets', () => {
    expect([true, false, undefined].map((sync) => told(checkTimeSync(sync)))).toEqual([
      'good',
      'note',
      'note',
    ])
  })

  test('whose log others read, or is nearly full', () => {
    const logs = join(dir, 'log')
    mkdirSync(logs, { mode: 0o700 })
    const env = { XINLU_LOG_DIR: logs, XINLU_LOG_MAX_GB: '0.000001' }
    expect(told(about(env, '日志'))).toBe('good')
    writeFileSync(join(logs, 'xinlu-2026-11-24.log'), 'x'.repeat(1100))
    expect(told(about(env, '日志'))).toBe('note')
    chmodSync(logs, 0o755)
    expect(told(about(env, '日志'))).toBe('bad')
  })

  test('whose password files others read', () => {
    writeFileSync(join(dir, 'role-passwords.json'), '{}', { mode: 0o600 })
    expect(told(about({}, '密码文件'))).toBe('good')
    chmodSync(join(dir, 'role-passwords.json'), 0o644)
    expect(told(about({}, 'role-passwords'))).toBe('bad')
  })
})
