/** Backing a city up and bringing it back, at the terminal. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { urlFor } from '@xinlu/db/cluster'
import { type CliCity, makeCliCity } from './test/cli-city.ts'
import { runHere } from './test/run-here.ts'

let city: CliCity
const dir = mkdtempSync(join(tmpdir(), 'xinlu-restore-'))
const folder = join(dir, 'backup')
const passphrase = '五台山下-滹沱河边-2023'
const restored = join(dir, 'restored')
const here = (...words: string[]) =>
  runHere(words, {
    XINLU_DATA_DIR: city.dataDir,
    XINLU_HOST: '127.0.0.1',
    XINLU_BACKUP_PASSPHRASE: passphrase,
  })

beforeAll(async () => {
  city = await makeCliCity(60)
}, 180_000)
afterAll(async () => {
  await city?.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('backup and restore', () => {
  test('writes everything, tells about the keys, and leaves a trace', async () => {
    const { code, out } = await here('backup', '-o', folder, '--keys')
    expect(code).toBe(0)
    expect(out).toMatch(/已备份到 .*张表、[\d,]+行/)
    expect(out).toContain('keys.sealed')
    const acts = await city.read((tx) =>
      tx.selectFrom('audit.entry').select('detail').where('act', '=', 'operations.takeBackup').execute(),
    )
    expect(acts).toHaveLength(1)
    expect((await here('doctor')).out).toContain('上次备份')
  })

  test('without --keys no key is in it, and it is said', async () => {
    const { code, out } = await here('backup', '-o', join(dir, 'plain'))
    expect(code).toBe(0)
    expect(out).toContain('密钥目录不在备份里')
    const kek = readFileSync(join(city.dataDir, 'keys', 'kek.hex'), 'utf8').trim()
    for (const name of readdirSync(join(dir, 'plain'))) {
      expect(name).not.toContain('key')
      expect(readFileSync(join(dir, 'plain', name), 'latin1')).not.toContain(kek)
    }
  })

  test('verify says whole, and names the file with one changed byte; restore refuses and makes nothing', async () => {
    expect(await here('backup', 'verify', folder)).toMatchObject({ code: 0 })
    const path = join(folder, 'households.person.copy.gz')
    const whole = readFileSync(path)
    const bytes = Buffer.from(whole)
    bytes[bytes.length >> 1] = bytes[bytes.length >> 1]! ^ 4
    writeFileSync(path, bytes)
    const verified = await here('backup', 'verify', folder)
    expect(verified.code).toBe(1)
    expect(verified.err).toContain('households.person.copy.gz')
    const refused = await here('restore', folder, '--fresh-data-dir', restored)
    expect(refused.code).toBe(1)
    expect(readdirSync(dir)).not.toContain('restored')
    writeFileSync(path, whole)
  })

  test('a fresh data folder gets rows and keys, and every act works there', async () => {
    const { code, out, err } = await here('restore', folder, '--fresh-data-dir', restored, '--keys')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('与备份一致')
    expect(out).toContain('审计记录完整')
    const story = city.city.stories[0]!
    const there = await runHere(['explain', story.code], { XINLU_DATA_DIR: restored })
    const before = await here('explain', story.code)
    expect(there).toEqual(before)
    const audit = await runHere(['audit', 'verify'], { XINLU_DATA_DIR: restored })
    expect(audit.code).toBe(0)
  })

  test('another database of a server takes it, once', async () => {
    const into = urlFor(city.house.adminUrl, 'second')
    // The database is made where it is not there yet.
    expect(await here('restore', folder, '--into', into)).toMatchObject({ code: 0 })
    const again = await here('restore', folder, '--into', into)
    expect(again.code).toBe(1)
    expect(again.err).toContain('已有数据')
  })

  test.each([
    [['backup'], '请写明备份到哪个目录'],
    [['backup', '-o', folder], '不覆盖备份'],
    [['backup', 'verify', join(dir, 'nowhere')], '没有目录'],
    [['restore', folder], '二选一'],
    [['restore', folder, '--into', 'mysql://x'], 'postgres://'],
    [['restore', folder, '--fresh-data-dir', restored], '已有内容'],
    [['restore', folder, '--into', 'postgres://x@127.0.0.1:1/x', '--keys'], '--fresh-data-dir'],
  ])('%j is refused', async (words, sentence) => {
    const { code, err } = await here(...words)
    expect({ code, has: err.includes(sentence), err }).toMatchObject({ code: 1, has: true })
  })
})
