/** `npm run upgrade-drill`: the migrations since the newest release on a city of any size, with the longest lock. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { day } from '@xinlu/kernel/basis'
import { memoryKeys, openDatabase } from '@xinlu/kernel/access/server'
import { migrate } from '@xinlu/db'
import { prepareDatabase, startCluster, urlFor } from '@xinlu/db/cluster'
import { makeCity } from '../demo/make-city.ts'
import { startProbes } from './probe-waits.ts'
import { copyMigrations, readReleases } from './releases.ts'

const { values } = parseArgs({ options: { households: { type: 'string', default: '20000' } } })
const households = Number(values.households)
if (!(Number.isInteger(households) && households > 0)) throw new Error('--households takes a whole number')

const passwords = { app: 'drill-app', backup: 'drill-backup' }
const dir = mkdtempSync(join(tmpdir(), 'xinlu-upgrade-drill-'))
const cluster = await startCluster({ dir: join(dir, 'cluster') })
const keys = memoryKeys()
try {
  const release = (await readReleases()).at(-1)
  if (!release) throw new Error('no release is kept in db/releases')
  await prepareDatabase(cluster.adminUrl, 'xinlu', passwords)
  const adminUrl = urlFor(cluster.adminUrl, 'xinlu')
  const appUrl = urlFor(cluster.adminUrl, 'xinlu', { user: 'xinlu_app', password: passwords.app })
  copyMigrations(release, join(dir, 'migrations'))
  await migrate(adminUrl, join(dir, 'migrations'))
  const database = openDatabase(appUrl)
  const house = { database, keys, isEmbedded: true, adminUrl, close: async () => {} }
  const begun = performance.now()
  await makeCity(house, { households, seed: 7, today: day('2026-06-30') })
  console.log(`release ${release.version}, ${households} households made in ${seconds(begun)} s`)
  const probes = startProbes(database)
  const { took } = await migrate(adminUrl)
  const waits = await probes.stop()
  for (const { name, ms, locks } of took)
    console.log(
      `${name}  ${ms} ms  ${locks.map(({ table, mode }) => `${table} ${mode}`).join(', ') || 'locks nothing in use'}`,
    )
  const longest = Math.max(0, ...took.filter(({ locks }) => locks.length > 0).map(({ ms }) => ms))
  console.log(
    `longest lock: at most ${longest} ms; longest wait of ${waits.asked} reads and writes beside it: ${waits.longest} ms; failed: ${waits.failed}`,
  )
  await database.close()
} finally {
  await keys.close()
  await cluster.stop()
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true, force: true })
  rmSync(dir, { recursive: true, force: true })
}

function seconds(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(1)
}
