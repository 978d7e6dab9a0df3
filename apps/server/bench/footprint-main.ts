/** `npm run footprint -- --households 20000`: what a household costs in rows, bytes, WAL and processor seconds. */
import { mkdtempSync, rmSync, statSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { withScope, SYSTEM } from '@xinlu/kernel/access/server'
import { dayOf } from '@xinlu/kernel/basis'
import { refreshFeatures, runScreening, syncParameters, whatIf } from '@xinlu/kernel/rules/server'
import { householdCatalogue } from '@xinlu/monitoring'
import { householdFeatureSource } from '@xinlu/monitoring/server'
import { writeBackup } from '../backup/write-backup.ts'
import { openHouse } from '../database/open-house.ts'
import { withOwner } from '../database/with-owner.ts'
import { makeCity } from '../demo/make-city.ts'
import { CITY } from '../work/screen-city.ts'
import { type Cost, costOf, tableSizes } from './footprint.ts'

const { values } = parseArgs({ options: { households: { type: 'string', default: '20000' } } })
const households = Number(values.households)
if (!Number.isInteger(households) || households < 1000)
  throw new Error('usage: npm run footprint -- --households 20000')

const LONG = { statementMs: 60 * 60_000 }
const dataDir = mkdtempSync(join(process.env['XINLU_BENCH_DIR'] ?? tmpdir(), 'xinlu-footprint-'))
const house = await openHouse({ dataDir, databaseUrl: undefined })
try {
  await withOwner(house, async (owner) => {
    const asOf = dayOf(new Date())
    const place = { asOf, division: CITY }
    const asSystem = <T>(work: Parameters<typeof withScope<T>>[2]) =>
      withScope(house.database, SYSTEM, work, LONG)
    const costs: Cost[] = []
    const count = async (name: string, work: () => Promise<unknown>) => {
      costs.push(await costOf(owner, name, work))
      console.error(`${name} …`)
    }
    await count('making the city', () => makeCity(house, { households, seed: 20230630, today: asOf }))
    await asSystem((tx) => syncParameters(tx, householdCatalogue))
    await count('features from nothing', () =>
      asSystem((tx) => refreshFeatures(tx, { ...place, source: householdFeatureSource })),
    )
    await owner.query('vacuum analyze')
    await count('features again, nothing changed', () =>
      asSystem((tx) => refreshFeatures(tx, { ...place, source: householdFeatureSource })),
    )
    const screening = { ...place, catalogue: householdCatalogue }
    await count('run of record, every finding new', () => asSystem((tx) => runScreening(tx, screening)))
    await owner.query('vacuum analyze')
    await count('run of record, nothing changed', () => asSystem((tx) => runScreening(tx, screening)))
    const changes = [{ key: 'line.monitoring', value: 800_000 }]
    await count('what-if, all rules by county', () => asSystem((tx) => whatIf(tx, { ...screening, changes })))
    const dir = join(dataDir, 'backup')
    await count('backup', () => writeBackup({ url: house.backupUrl!, dir }))
    const backup = readdirSync(dir).reduce((sum, file) => sum + statSync(join(dir, file)).size, 0)
    const sizes = await tableSizes(owner)
    console.log(costTable(costs), '\n')
    console.log(sizeTable(sizes), '\n')
    console.log(`backup: ${bytes(backup)} a household`)
  })
} finally {
  await house.close()
  rmSync(dataDir, { recursive: true, force: true })
}

function costTable(costs: readonly Cost[]): string {
  return [
    '| work | database, ms of processor a household | Node, ms a household | WAL, bytes a household |',
    '|---|---:|---:|---:|',
    ...costs.map(
      ({ name, databaseSeconds, nodeSeconds, walBytes }) =>
        `| ${name} | ${perHousehold(databaseSeconds)} | ${perHousehold(nodeSeconds)} | ${bytes(walBytes)} |`,
    ),
  ].join('\n')
}

function sizeTable(sizes: Awaited<ReturnType<typeof tableSizes>>): string {
  const all = sizes.reduce(
    (sum, { rows, heap, indexes }) => ({
      name: 'all tables',
      rows: sum.rows + rows,
      heap: sum.heap + heap,
      indexes: sum.indexes + indexes,
    }),
    { name: '', rows: 0, heap: 0, indexes: 0 },
  )
  return [
    '| table | rows a household | bytes a household | bytes of its indexes |',
    '|---|---:|---:|---:|',
    ...[...sizes.filter(({ heap }) => heap / households >= 1), all].map(
      ({ name, rows, heap, indexes }) =>
        `| ${name} | ${(rows / households).toFixed(2)} | ${bytes(heap)} | ${bytes(indexes)} |`,
    ),
  ].join('\n')
}

function perHousehold(seconds: number): string {
  return ((seconds * 1000) / households).toFixed(3)
}

function bytes(count: number): string {
  return Math.round(count / households).toLocaleString('en')
}
