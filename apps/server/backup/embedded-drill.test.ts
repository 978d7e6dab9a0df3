/** The drill of the manual with the embedded PostgreSQL: back to a second before a mistake, and after a lost machine. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { migrate } from '@xinlu/db'
import { type Cluster, prepareDatabase, urlFor } from '@xinlu/db/cluster'
import { aHousehold } from '@xinlu/households/test'
import { memoryKeys, openDatabase, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { settleTestCity } from '@xinlu/kernel/access/test'
import { record, verifyChain } from '@xinlu/kernel/audit/server'
import { divisionCode } from '@xinlu/kernel/basis'
import { copyBase, loseMachine, restoreTo, startArchived } from './test/archived-cluster.ts'
import { writeBackup } from './write-backup.ts'

const EVERY_SECONDS = 2
const passwords = { app: 'drill-app', backup: 'drill-backup' }
const village = divisionCode(149901101201)
const clerk = { account: '00000000-0000-7000-8000-000000000001', name: '李梅', role: 'township' }
const dir = mkdtempSync(join(tmpdir(), 'xinlu-embedded-drill-'))
chmodSync(dir, 0o755)
const keys = memoryKeys()
const running = new Set<Cluster>()
const kept = (cluster: Cluster) => (running.add(cluster), cluster)
const stop = async (cluster: Cluster) => (running.delete(cluster), await cluster.stop())
afterAll(async () => {
  for (const cluster of running) await cluster.stop()
  await keys.close()
  rmSync(dir, { recursive: true, force: true })
})

const inner = (name: string) => join(dir, name)
const folder = (name: string) => {
  mkdirSync(inner(name), { mode: 0o755 })
  return inner(name)
}
const urls = ({ adminUrl }: Cluster) => ({
  admin: urlFor(adminUrl, 'xinlu'),
  app: urlFor(adminUrl, 'xinlu', { user: 'xinlu_app', password: passwords.app }),
  backup: urlFor(adminUrl, 'xinlu', { user: 'xinlu_backup', password: passwords.backup }),
})

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Row>(text).finally(() => client.end())
  return rows
}

async function settled(cluster: Cluster): Promise<void> {
  await prepareDatabase(cluster.adminUrl, 'xinlu', passwords)
  await migrate(urls(cluster).admin)
  const database = openDatabase(urls(cluster).app)
  await settleTestCity(database)
  await database.close()
}

async function build(cluster: Cluster, households: number): Promise<void> {
  const database = openDatabase(urls(cluster).app)
  for (let nth = 0; nth < households; nth += 1)
    await aHousehold(database, keys, { division: village, members: [{ relation: 'head' }] })
  await withScope(database, SYSTEM, (tx) =>
    record(tx, clerk, 'test.note', { subjectKind: 'note', division: village }),
  )
  await database.close()
}

test('a table dropped at t is back as it was at t − 1 s: every count and digest', async () => {
  const [here, archive] = [folder('one'), inner('one-archive')]
  const cluster = kept(await startArchived(here, archive, EVERY_SECONDS))
  await settled(cluster)
  await build(cluster, 5)
  await copyBase(cluster, here, inner('one-base'))
  await build(cluster, 20)
  const before = await writeBackup({ url: urls(cluster).backup, dir: inner('before') })
  await sleep(1500)
  const [moment] = await ask<{ back: string }>(
    urls(cluster).admin,
    `select (clock_timestamp() - interval '1 second')::text as back`,
  )
  await ask(urls(cluster).admin, 'drop table households.person cascade')
  await ask(urls(cluster).admin, 'select pg_switch_wal()')
  await stop(cluster)

  const begun = performance.now()
  const back = kept(await restoreTo(inner('one-base'), archive, inner('one-back'), moment!.back))
  const after = await writeBackup({ url: urls(back).backup, dir: inner('after') })
  const seconds = (performance.now() - begun) / 1000
  expect(after.manifest.tables).toEqual(before.manifest.tables)
  const database = openDatabase(urls(back).app)
  expect((await withScope(database, SYSTEM, (tx) => verifyChain(tx))).broken).toEqual([])
  await database.close()
  await build(back, 1)
  await stop(back)
  console.log(
    `drill: to the second before the mistake and every table compared in ${seconds.toFixed(1)} s (RTO)`,
  )
})

test('after the loss of a machine all that was archived is back, in order and without a gap', async () => {
  const [here, archive] = [folder('two'), inner('two-archive')]
  const cluster = kept(await startArchived(here, archive, EVERY_SECONDS))
  await settled(cluster)
  await ask(
    urls(cluster).admin,
    'create table public.mark (n int primary key, at timestamptz not null default clock_timestamp())',
  )
  await copyBase(cluster, here, inner('two-base'))
  const client = new pg.Client({ connectionString: urls(cluster).admin })
  client.on('error', () => {})
  await client.connect()
  const until = performance.now() + EVERY_SECONDS * 4000
  let acknowledged = 0
  let lastAt = new Date()
  while (performance.now() < until) {
    const { rows } = await client.query('insert into public.mark values ($1) returning at', [
      acknowledged + 1,
    ])
    acknowledged += 1
    lastAt = rows[0].at
    await sleep(20)
  }
  await loseMachine(here)
  running.delete(cluster)
  await client.end().catch(() => {})

  const begun = performance.now()
  const back = kept(await restoreTo(inner('two-base'), archive, inner('two-back')))
  const seconds = (performance.now() - begun) / 1000
  const [found] = await ask<{ count: number; last: number; at: Date }>(
    urls(back).admin,
    'select count(*)::int as count, max(n) as last, max(at) as at from public.mark',
  )
  expect(found!.count).toBeGreaterThan(0)
  expect(found!.last).toBe(found!.count)
  expect(found!.count).toBeLessThanOrEqual(acknowledged)
  const lost = (lastAt.getTime() - found!.at.getTime()) / 1000
  console.log(
    `drill: machine lost after ${acknowledged} writes; ${found!.count} back; the last ${lost.toFixed(1)} s were not archived yet (RPO, archived every ${EVERY_SECONDS} s); ${seconds.toFixed(1)} s to be back`,
  )
  await stop(back)
})
