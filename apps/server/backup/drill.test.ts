/** The drills of the manual on a PostgreSQL of the system: back to the moment before a mistake, and across releases. */
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { migrate } from '@xinlu/db'
import { prepareDatabase, urlFor } from '@xinlu/db/cluster'
import { openDatabase, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { settleTestCity } from '@xinlu/kernel/access/test'
import { record, verifyChain } from '@xinlu/kernel/audit/server'
import { divisionCode } from '@xinlu/kernel/basis'
import { restoreBackup } from './restore-backup.ts'
import {
  makeOutside,
  type OutsidePostgres,
  outsideBin,
  runTool,
  startOutside,
} from './test/outside-postgres.ts'
import { verifyBackup } from './verify-backup.ts'
import { writeBackup } from './write-backup.ts'

const dir = mkdtempSync(join(tmpdir(), 'xinlu-drill-'))
const folder = (name: string) => {
  const path = join(dir, name)
  mkdirSync(path, { mode: 0o700 })
  if (process.getuid?.() === 0) chownSync(path, 65534, 65534)
  return path
}
chmodSync(dir, 0o755)
const running: OutsidePostgres[] = []
const start = async (data: string) => {
  const server = await startOutside(data)
  running.push(server)
  return server
}
afterAll(async () => {
  for (const server of running) await server.stop()
  rmSync(dir, { recursive: true, force: true })
})

const passwords = { app: 'drill-app', backup: 'drill-backup' }
const clerk = { account: '00000000-0000-7000-8000-000000000001', name: '李梅', role: 'township' }

async function prepared(server: OutsidePostgres, name: string) {
  await prepareDatabase(server.url, name, passwords)
  const adminUrl = urlFor(server.url, name)
  await migrate(adminUrl)
  const login = (user: string, password: string) => urlFor(server.url, name, { user, password })
  return {
    adminUrl,
    appUrl: login('xinlu_app', passwords.app),
    backupUrl: login('xinlu_backup', passwords.backup),
  }
}

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(text).finally(() => client.end())
  return rows
}

async function write(appUrl: string, times: number): Promise<void> {
  const database = openDatabase(appUrl)
  for (let nth = 0; nth < times; nth += 1)
    await withScope(database, SYSTEM, (tx) =>
      record(tx, clerk, 'test.note', { subjectKind: 'note', division: divisionCode(149901101201) }),
    )
  await database.close()
}

async function chains(appUrl: string) {
  const database = openDatabase(appUrl)
  return withScope(database, SYSTEM, (tx) => verifyChain(tx)).finally(() => database.close())
}

describe.runIf(outsideBin !== undefined)('a PostgreSQL of the system', () => {
  test('goes back to the moment before a table was dropped', async () => {
    const [data, archive, base] = [folder('data'), folder('archive'), folder('base')]
    makeOutside(data, archive)
    const server = await start(data)
    const { adminUrl, appUrl } = await prepared(server, 'xinlu')
    await write(appUrl, 5)
    runTool('pg_basebackup', '-d', server.url, '-D', base, '-X', 'stream', '-c', 'fast')
    runTool('pg_verifybackup', base)
    await write(appUrl, 7)
    const [{ moment }] = (await ask(adminUrl, 'select clock_timestamp()::text as moment')) as [
      { moment: string },
    ]
    await ask(adminUrl, 'drop table audit.entry cascade')
    await ask(adminUrl, 'select pg_switch_wal()')
    await server.stop()

    appendFileSync(
      join(base, 'postgresql.auto.conf'),
      `restore_command = 'cp ${archive}/%f %p'\nrecovery_target_time = '${moment}'\nrecovery_target_action = 'promote'\n`,
    )
    writeFileSync(join(base, 'recovery.signal'), '')
    const again = await start(base)
    const back = urlFor(again.url, 'xinlu', { user: 'xinlu_app', password: passwords.app })
    expect(await chains(back)).toEqual({ entries: 12, counties: 1, broken: [] })
    await again.stop()
  })

  test('takes a backup of the embedded one, and gives it back equal to the byte', async () => {
    const source: TestDatabase = await testDatabase()
    const database = openDatabase(source.appUrl)
    await settleTestCity(database)
    await database.close()
    await write(source.appUrl, 3)
    const made = await writeBackup({ url: source.backupUrl, dir: join(dir, 'embedded') })
    const data = folder('second')
    makeOutside(data, folder('second-archive'))
    const server = await start(data)
    const { adminUrl, backupUrl, appUrl } = await prepared(server, 'xinlu')
    await restoreBackup({ url: adminUrl, backup: await verifyBackup(join(dir, 'embedded')) })
    const again = await writeBackup({ url: backupUrl, dir: join(dir, 'outside') })
    expect(again.manifest.tables).toEqual(made.manifest.tables)
    expect(again.manifest.postgres).not.toBe(made.manifest.postgres)
    expect((await chains(appUrl)).broken).toEqual([])
    expect(readdirSync(dir)).toContain('outside')
    await server.stop()
    await source.drop()
  })
})
