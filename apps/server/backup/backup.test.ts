/** Backups on a real database: all rows, one snapshot, nothing for the wrong role, and no changed byte unnoticed. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { type Database, memoryKeys, openDatabase, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { record, verifyChain } from '@xinlu/kernel/audit/server'
import { divisionCode } from '@xinlu/kernel/basis'
import { fillCity } from '../leak/city/fill-city.ts'
import { placesCsv } from '../leak/city/places.ts'
import { loadDivisions } from '@xinlu/kernel/divisions/server'
import { copyOut, listTables } from './catalog.ts'
import { restoreBackup, shippedTables } from './restore-backup.ts'
import { verifyBackup } from './verify-backup.ts'
import { type BackupMade, writeBackup } from './write-backup.ts'

const dir = mkdtempSync(join(tmpdir(), 'xinlu-backup-test-'))
const folder = join(dir, 'backup')
const keys = memoryKeys()
let source: TestDatabase
let database: Database
let made: BackupMade

const clerk = { account: '00000000-0000-7000-8000-000000000001', name: '李梅', role: 'township' }
const write = (on: Database) =>
  withScope(on, SYSTEM, (tx) =>
    record(tx, clerk, 'test.note', { subjectKind: 'note', division: divisionCode(149901101201) }),
  )

beforeAll(async () => {
  source = await testDatabase()
  database = openDatabase(source.appUrl)
  await withScope(database, SYSTEM, (tx) => loadDivisions(tx, { divisions: placesCsv }))
  const admin = new pg.Client({ connectionString: source.adminUrl })
  await admin.connect()
  await fillCity(admin, keys)
  await admin.end()
  // Text that could break a line, a column or an encoding on its way.
  await source.admin(
    `insert into access.account (id, login, name) values ($1, 'strange.name', $2), ($3, 'other.name', $4)`,
    [
      '00000000-0000-7000-8000-0000000000a1',
      '𠮷\t满仓\n\\N\r\\.',
      '00000000-0000-7000-8000-0000000000a2',
      '葛󠄀·"引,号"',
    ],
  )
  for (let nth = 0; nth < 5; nth += 1) await write(database)
  made = await writeBackup({
    url: source.backupUrl,
    dir: folder,
    onTable: async (_entry, done) => {
      // Work goes on meanwhile: this entry is younger than the snapshot, and its table is not read yet.
      if (done === 1) await write(database)
    },
  })
})
afterAll(async () => {
  await database.close()
  await keys.close()
  await source.drop()
  rmSync(dir, { recursive: true, force: true })
})

const countsOf = async (copy: TestDatabase) => {
  const client = new pg.Client({ connectionString: copy.adminUrl })
  await client.connect()
  const counts = new Map<string, number>()
  for (const { name } of await listTables(client)) {
    const { rows } = await client.query(`select count(*)::int as n from ${name}`)
    counts.set(name, rows[0].n)
  }
  await client.end()
  return counts
}

describe('a backup', () => {
  test('holds every row of every table, as they were in one moment', async () => {
    const counts = await countsOf(source)
    const told = new Map(made.manifest.tables.map(({ name, rows }) => [name, rows]))
    expect(told.get('audit.entry')).toBe(counts.get('audit.entry')! - 1)
    for (const [name, count] of counts)
      if (name !== 'audit.entry') expect([name, told.get(name)]).toEqual([name, count])
    expect(told.get('households.household')).toBeGreaterThan(0)
    expect(told.get('departments.medical_expense')).toBeGreaterThan(0)
  })

  test('is readable by its owner only', () => {
    expect(statSync(folder).mode & 0o077).toBe(0)
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
  })

  test('of the same data is the same bytes, whoever wrote the files', async () => {
    const again = (name: string) => writeBackup({ url: source.backupUrl, dir: join(dir, name) })
    const [one, two] = [await again('one'), await again('two')]
    expect(two.manifest.tables).toEqual(one.manifest.tables)
  })

  test('is not written over another one, and leaves nothing behind when it fails', async () => {
    await expect(writeBackup({ url: source.backupUrl, dir: folder })).rejects.toThrow('不覆盖备份')
    const failing = join(dir, 'failing')
    const stop = new AbortController()
    const broken = writeBackup({
      url: source.backupUrl,
      dir: failing,
      signal: stop.signal,
      onTable: () => stop.abort(new Error('stopped')),
    })
    await expect(broken).rejects.toThrow('aborted')
    expect(readdirSync(dir).filter((name) => name.startsWith('failing'))).toEqual([])
  })

  test('has no counter to carry: every id is made by its client', async () => {
    expect((await source.admin('select * from pg_sequences')).rows).toEqual([])
  })
})

describe('the trap of row security', () => {
  test('the application role is refused', async () => {
    await expect(writeBackup({ url: source.appUrl, dir: join(dir, 'app') })).rejects.toThrow('看不全')
    expect(readdirSync(dir)).not.toContain('app')
  })

  test('the owner would write an empty table without a word, and is refused here', async () => {
    const owner = new pg.Client({ connectionString: source.adminUrl, options: '-c role=xinlu_owner' })
    await owner.connect()
    const plan = (await listTables(owner)).find(({ name }) => name === 'households.household')!
    const seen = await owner.query(copyOut(owner, plan).replace(/^copy \((.*)\) to stdout$/, '$1'))
    expect(seen.rows).toEqual([])
    await owner.end()
    const url = new URL(source.adminUrl)
    url.searchParams.set('options', '-c role=xinlu_owner')
    await expect(writeBackup({ url: url.toString(), dir: join(dir, 'owner') })).rejects.toThrow('看不全')
  })
})

describe('one changed byte', () => {
  test('at any of 100 places is found by verify, whose answer a restore begins with', async () => {
    const target = await testDatabase()
    const before = await countsOf(target)
    const broken = join(dir, 'broken')
    cpSync(folder, broken, { recursive: true })
    const files = readdirSync(broken).sort()
    // Spread over all bytes, so that each file is hit as often as it is large, and each small one at least once.
    const places = [...files, ...Array.from({ length: 100 - files.length }, () => '')].map((file, nth) => {
      const name = file || files[(nth * 7) % files.length]!
      return { name, at: (nth * 7919) % statSync(join(broken, name)).size, bit: 1 << (nth % 8) }
    })
    expect(places.length).toBe(100)
    for (const { name, at, bit } of places) {
      const path = join(broken, name)
      const whole = readFileSync(path)
      const bytes = Buffer.from(whole)
      bytes[at] = bytes[at]! ^ bit
      writeFileSync(path, bytes)
      await expect(verifyBackup(broken), `${name} byte ${at} bit ${bit}`).rejects.toThrow(/不完整|不能使用/)
      writeFileSync(path, whole)
    }
    await expect(verifyBackup(broken)).resolves.toMatchObject({ hasKeys: false })
    expect(await countsOf(target)).toEqual(before)
    await target.drop()
  })

  test('after the verification is found by the digests, and all is rolled back', async () => {
    const target = await testDatabase()
    const before = await countsOf(target)
    const swapped = join(dir, 'swapped')
    cpSync(folder, swapped, { recursive: true })
    const backup = await verifyBackup(swapped)
    const path = join(swapped, 'households.household.copy.gz')
    const rows = gunzipSync(readFileSync(path)).toString().split('\n')
    writeFileSync(path, gzipSync(rows.slice(1).join('\n')))
    await expect(restoreBackup({ url: target.adminUrl, backup })).rejects.toThrow('在恢复途中变了')
    expect(await countsOf(target)).toEqual(before)
    await target.drop()
  })

  test('a file too many, a file too few, and no list at all are refused', async () => {
    const odd = join(dir, 'odd')
    cpSync(folder, odd, { recursive: true })
    writeFileSync(join(odd, 'extra.copy.gz'), 'x')
    await expect(verifyBackup(odd)).rejects.toThrow('不完整')
    rmSync(join(odd, 'extra.copy.gz'))
    rmSync(join(odd, 'audit.entry.copy.gz'))
    await expect(verifyBackup(odd)).rejects.toThrow('不完整')
    rmSync(join(odd, 'SHA256SUMS'))
    await expect(verifyBackup(odd)).rejects.toThrow('没有做完')
  })
})

describe('a restore', () => {
  test('brings every row back, equal to the byte, with whole audit chains and working policies', async () => {
    const target = await testDatabase()
    await restoreBackup({ url: target.adminUrl, backup: await verifyBackup(folder) })
    const again = await writeBackup({ url: target.backupUrl, dir: join(dir, 'restored') })
    expect(again.manifest.tables).toEqual(made.manifest.tables)
    const restored = openDatabase(target.appUrl)
    const chains = await withScope(restored, SYSTEM, (tx) => verifyChain(tx))
    expect(chains.broken).toEqual([])
    expect(chains.entries).toBe(5)
    const village = { ...SYSTEM, scope: { lo: 149902000000, hi: 149903000000 } }
    const foreign = await withScope(restored, village, (tx) =>
      tx.selectFrom('households.household').select('county').where('county', '<>', 149902).execute(),
    )
    expect(foreign).toEqual([])
    // Work goes on where it ended: the chain continues, and foreign keys hold again.
    await write(restored)
    expect((await withScope(restored, SYSTEM, (tx) => verifyChain(tx))).broken).toEqual([])
    await expect(
      target.admin(`insert into access.session (token_hash, account, expires_at, idle_minutes, confirm_minutes)
        values ('\\x00', '00000000-0000-7000-8000-00000000dead', now(), 30, 10)`),
    ).rejects.toThrow(/session_account/)
    await restored.close()
    await target.drop()
  })

  test('is refused by a database that holds anything, and changes nothing there', async () => {
    const before = await countsOf(source)
    const backup = await verifyBackup(folder)
    await expect(restoreBackup({ url: source.adminUrl, backup })).rejects.toThrow('已有数据')
    expect(await countsOf(source)).toEqual(before)
  })

  test('is refused to a role that is no superuser', async () => {
    const target = await testDatabase()
    const backup = await verifyBackup(folder)
    await expect(restoreBackup({ url: target.backupUrl, backup })).rejects.toThrow('超级用户')
    await target.drop()
  })

  test('is refused by a database of other migrations', async () => {
    const target = await testDatabase()
    await target.admin(
      `insert into migrations.migration (name, digest) values ('20991231-0000_later.sql', 'x')`,
    )
    const backup = await verifyBackup(folder)
    await expect(restoreBackup({ url: target.adminUrl, backup })).rejects.toThrow('版本不同')
    await target.drop()
  })

  test('knows which tables the migrations fill', async () => {
    const target = await testDatabase()
    const filled = [...(await countsOf(target))].filter(([, rows]) => rows > 0).map(([name]) => name)
    expect(filled).toEqual([...shippedTables])
    await target.drop()
  })
})
