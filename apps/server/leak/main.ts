/** `npm run leak -- --triples 50000 --seed 7`: the long run, on a database of its own that is thrown away afterwards. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '@xinlu/db'
import { prepareDatabase, startCluster, urlFor } from '@xinlu/db/cluster'
import { leakSummary } from './leak-summary.ts'
import { probes, unmatched } from './probes.ts'
import { type LeakReport, runLeaks } from './run-leaks.ts'
import { openWholeCity } from './test-city.ts'

const { values } = parseArgs({
  options: {
    triples: { type: 'string', default: '50000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const triples = Number(values.triples)
const seed = Number(values.seed)
if (!Number.isInteger(triples) || triples < 1 || !Number.isInteger(seed))
  throw new Error('usage: npm run leak -- --triples 50000 --seed 7')

let shown = 0
const dir = mkdtempSync(join(tmpdir(), 'xinlu-leak-cluster-'))
const cluster = await startCluster({ dir, durable: false })
try {
  await prepareDatabase(cluster.adminUrl, 'xinlu', { app: 'leak-app', backup: 'leak-backup' })
  const adminUrl = urlFor(cluster.adminUrl, 'xinlu')
  await migrate(adminUrl)
  const appUrl = urlFor(cluster.adminUrl, 'xinlu', { user: 'xinlu_app', password: 'leak-app' })
  const city = await openWholeCity({ adminUrl, appUrl })
  try {
    const missing = unmatched(city.routes, probes).routes
    if (missing.length > 0) throw new Error(`routes without a probe: ${missing.join(', ')}`)
    console.error(`seed ${seed}`)
    print(await runLeaks(city, probes, { seed, triples, progress }))
  } finally {
    await city.close()
  }
} finally {
  await cluster.stop()
  rmSync(dir, { recursive: true, force: true })
}

function print(report: LeakReport): void {
  for (const { what, route, asker, evidence } of report.faults.slice(0, 50))
    console.log(`${what}: ${route}, ${asker}\n  ${evidence}`)
  console.log(leakSummary(report))
  process.exitCode = report.faults.length > 0 ? 1 : 0
}

function progress(done: number): void {
  const thousands = Math.floor(done / 1000)
  if (thousands === shown) return
  shown = thousands
  console.error(`${done} of about ${triples}`)
}
