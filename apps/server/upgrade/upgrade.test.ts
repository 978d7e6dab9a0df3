/** From each kept release to today: nothing is lost, the main reads and acts work, the old program still finds its SQL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { migrate, type MigrationReport } from '@xinlu/db'
import { urlFor } from '@xinlu/db/cluster'
import { testPasswords } from '@xinlu/db/test'
import { newId } from '@xinlu/kernel/basis'
import { openDatabase, openLocalKeys, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { verifyChain } from '@xinlu/kernel/audit/server'
import { runCommand, runQuery } from '@xinlu/kernel/commands/server'
import { copyOut, copySettings, listTables } from '../backup/catalog.ts'
import { measure } from '../backup/measure.ts'
import { restoreBackup } from '../backup/restore-backup.ts'
import { openKeyFolder } from '../backup/sealed-keys.ts'
import { buildDesk } from '../desk.ts'
import { openModules } from '../open-modules.ts'
import { openAll } from '../keys/test/open-all.ts'
import { readFileSync } from 'node:fs'
import { to as copyTo } from 'pg-copy-streams'
import { pipeline } from 'node:stream/promises'
import { Writable } from 'node:stream'
import { copyMigrations, readReleases, RELEASE_PASSPHRASE } from './releases.ts'

const dir = mkdtempSync(join(tmpdir(), 'xinlu-upgrade-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Tables whose old rows a migration changes on purpose, each with the reason. */
const changedOnPurpose: Readonly<Record<string, string>> = {
  'operations.setting': 'new settings come with a release',
}

const releases = await readReleases()
test('there is a release to come from', () => {
  expect(releases.length).toBeGreaterThan(0)
})

describe.each(releases)('from release $version', (release) => {
  const name = `upgrade_${release.version.replaceAll('.', '_')}`
  const serverUrl = inject('adminUrl')
  const adminUrl = urlFor(serverUrl, name)
  const appUrl = urlFor(serverUrl, name, { user: 'xinlu_app', password: testPasswords.app })
  const keysDir = join(dir, release.version, 'keys')
  const folder = join(dir, release.version, 'migrations')
  let understood: string[] = []
  let report: MigrationReport

  afterAll(async () => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  })

  const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    return work(client).finally(() => client.end())
  }
  // Which statements of the old program this schema does not understand, each with PostgreSQL's reason.
  const misunderstood = (statements: readonly string[]) =>
    withClient(appUrl, async (client) => {
      const faults = new Map<string, string>()
      for (const statement of statements) {
        try {
          await client.query(`prepare planned as ${statement}`)
          await client.query('deallocate planned')
        } catch (error) {
          faults.set(statement, (error as Error).message)
        }
      }
      return faults
    })

  // 0.1.0 wrote old numbers of corrected people in base64.
  const corrected = newId()
  const keepOldNumber = async () => {
    const keys = openLocalKeys({ dir: keysDir })
    const idSealed = keys.seal('14990119630512001X').toString('base64')
    await keys.close()
    await withClient(adminUrl, (client) =>
      client.query(
        `insert into households.event (county, id, division, at_division, household, act, on_day, detail, by_account, by_name)
         select county, $1, division, division, id, 'identityCorrected', '2026-06-30', $2, $3, '李梅'
         from households.household limit 1`,
        [corrected, { reason: '号码登记错了', old: { name: '李改', idSealed } }, SYSTEM.account],
      ),
    )
  }

  test('its migrations are as they were, and its city comes back on them', async () => {
    copyMigrations(release, folder)
    await withClient(serverUrl, (client) => client.query(`create database ${name} owner xinlu_owner`))
    await migrate(adminUrl, folder)
    await restoreBackup({ url: adminUrl, backup: release.backup })
    const sealed = readFileSync(join(release.backup.dir, 'keys.sealed'))
    openKeyFolder(sealed, RELEASE_PASSPHRASE, keysDir)
    if (release.version === '0.1.0') await keepOldNumber()
    const faults = await misunderstood(release.statements)
    understood = release.statements.filter((statement) => !faults.has(statement))
    expect(understood.length).toBeGreaterThan(release.statements.length * 0.9)
    expect(understood.length).toBeGreaterThan(100)
  })

  test('the migrations of today run on it, none holding a lock for long', async () => {
    report = await migrate(adminUrl)
    expect(report.already).toEqual(release.backup.manifest.migrations.map((migration) => migration.name))
    for (const { name: file, ms, locks } of report.took)
      console.log(
        `${file}: ${ms} ms, ${locks.map(({ table, mode }) => `${table} ${mode}`).join(', ') || 'no lock'}`,
      )
    await expect(migrate(adminUrl)).resolves.toMatchObject({ ran: [] })
  })

  test.runIf(release.version === '0.1.0')(
    'an old number in base64 is found by the next change of keys',
    async () => {
      const keys = openLocalKeys({ dir: keysDir })
      const { rows } = await withClient(adminUrl, (client) =>
        client.query('delete from households.event where id = $1 returning detail', [corrected]),
      )
      const { old, reason } = rows[0].detail
      expect({ name: old.name, reason }).toEqual({ name: '李改', reason: '号码登记错了' })
      expect(keys.open(Buffer.from(/^\\x([0-9a-f]+)$/.exec(old.idSealed)![1]!, 'hex'))).toBe(
        '14990119630512001X',
      )
      await keys.close()
    },
  )

  test('the old program still works: every statement it ran means something here', async () => {
    const faults = await misunderstood(understood)
    expect([...faults]).toEqual([])
  })

  test('notices what would break the old program', async () => {
    await withClient(adminUrl, (client) =>
      client.query('alter table households.person rename column name to full_name'),
    )
    expect((await misunderstood(understood)).size).toBeGreaterThan(0)
    await withClient(adminUrl, (client) =>
      client.query('alter table households.person rename column full_name to name'),
    )
    expect((await misunderstood(understood)).size).toBe(0)
  })

  test('every row and every value the release knew is still there', async () => {
    const { tables } = release.backup.manifest
    await withClient(adminUrl, async (client) => {
      const now = new Map((await listTables(client)).map((plan) => [plan.name, plan]))
      await client.query(`begin; ${copySettings}`)
      for (const entry of tables) {
        if (Object.hasOwn(changedOnPurpose, entry.name)) continue
        const plan = now.get(entry.name)!
        const found = measure()
        const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
        const text = copyOut(client, { ...plan, columns: entry.columns })
        await pipeline(client.query(copyTo(text)), found, nowhere)
        expect([entry.name, found.lines(), found.digest()]).toEqual([entry.name, entry.rows, entry.digest])
      }
      await client.query('commit')
    })
  })

  test('the main reads and an act work, sealed values open, the audit trail is whole', async () => {
    const keys = openLocalKeys({ dir: keysDir })
    const database = openDatabase(appUrl)
    const house = { database, keys, isEmbedded: false, adminUrl, close: async () => {} }
    try {
      const { modules } = await openModules(house, { dataDir: join(dir, release.version) })
      const desk = buildDesk(house, modules)
      const division = 140900000000
      const actor = { ...SYSTEM, name: '市局', post: '', role: 'city', unit: '市局', division } as never
      const find = <R extends { contract: { name: string } }>(routes: readonly R[], wanted: string): R =>
        routes.find(({ contract }) => contract.name === wanted)!
      const ask = async (wanted: string, body: object) =>
        (await runQuery(
          desk,
          find(
            modules.flatMap(({ queries }) => queries),
            wanted,
          ),
          { actor, body },
        )) as never
      const { opened, failed } = await withClient(adminUrl, (client) => openAll(client, keys))
      expect(opened).toBeGreaterThan(100)
      expect(failed).toEqual([])
      const { rows } = await withClient(adminUrl, (client) =>
        client.query(`select p.county, p.household, p.id, p.ver, p.name, p.id_sealed from households.person p
          join rules.finding f on f.subject = p.household where p.state = 'living' and p.id_sealed is not null
          order by p.id limit 1`),
      )
      const [person] = rows
      const number = keys.open(person.id_sealed)
      const found = (await ask('households.searchHouseholds', { idNumber: number })) as {
        rows: { id: string }[]
      }
      expect(found.rows.map(({ id }) => id)).toEqual([person.household])
      const page = (await ask('households.getHousehold', {
        county: person.county,
        household: person.household,
      })) as { size: number }
      expect(page.size).toBeGreaterThan(0)
      const counted = (await ask('monitoring.countFindings', {})) as { total: number }
      expect(counted.total).toBeGreaterThan(0)
      const act = find(
        modules.flatMap(({ commands }) => commands),
        'households.correctIdentity',
      )
      const body = {
        command: newId(),
        county: person.county,
        person: person.id,
        ver: person.ver,
        phone: '13800138000',
      }
      const clerk = { ...(actor as object), role: 'county', division: person.county * 1_000_000 } as never
      const done = await runCommand(desk, act, { actor: clerk, body: { ...body, reason: '换了号码' } })
      expect(done).toMatchObject({ ver: person.ver + 1 })
      const chains = await withScope(database, SYSTEM, (tx) => verifyChain(tx))
      expect(chains.broken).toEqual([])
    } finally {
      await database.close()
      await keys.close()
    }
  })
})
