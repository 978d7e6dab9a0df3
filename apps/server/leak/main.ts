/**
 * The long runs, each on a database of its own that is thrown away afterwards:
 * `npm run leak -- --triples 50000 --seed 7`, `npm run leak -- --mutations 200`, `npm run leak -- --mutate`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '@xinlu/db'
import { prepareDatabase, startCluster, urlFor } from '@xinlu/db/cluster'
import { mutantSummary } from './checks/mutant-summary.ts'
import { faultsUnchanged, runMutants } from './checks/run-mutants.ts'
import { openSeamedCity } from './checks/seamed-city.ts'
import type { Fault } from './judge.ts'
import { leakSummary } from './leak-summary.ts'
import { probes, unmatched } from './probes.ts'
import { runLeaks } from './run-leaks.ts'
import { stayUntouched } from './stay-untouched.ts'
import { openWholeCity } from './test-city.ts'

const USAGE = 'usage: npm run leak -- [--triples 50000 | --mutations 200 | --mutate] [--seed 7]'
const { values } = parseArgs({
  options: {
    triples: { type: 'string' },
    mutations: { type: 'string' },
    mutate: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const seed = wholeNumber(values.seed)
console.error(`seed ${seed}`)
if (values.mutate) await onOwnDatabase(takeChecksOut)
else if (values.mutations !== undefined) await onOwnDatabase(changeElsewhere)
else await onOwnDatabase(askForEverything)

interface Urls {
  appUrl: string
  adminUrl: string
}

async function askForEverything(urls: Urls): Promise<void> {
  const triples = wholeNumber(values.triples ?? '50000')
  const city = await openWholeCity(urls)
  try {
    const missing = unmatched(city.routes, probes).routes
    if (missing.length > 0) throw new Error(`routes without a probe: ${missing.join(', ')}`)
    const report = await runLeaks(city, probes, { seed, triples, progress: told(`of ${triples}`, 1000) })
    show(report.faults)
    console.log(leakSummary(report))
  } finally {
    await city.close()
  }
}

// The largest places first: what is elsewhere for a county is elsewhere for its villages too, and changes again.
async function changeElsewhere(urls: Urls): Promise<void> {
  const mutations = wholeNumber(values.mutations!)
  const city = await openWholeCity(urls)
  const started = performance.now()
  try {
    const askers = city.askers.filter(({ cookie, role }) => cookie !== undefined && role !== undefined)
    let compared = 0
    let changed = 0
    for (const [turn, asker] of askers.toSorted((a, b) => b.places.size - a.places.size).entries()) {
      const wish = { seed: seed + turn, mutations, step: 20, first: 1001 + turn * 1000 }
      const report = await stayUntouched(city, asker, probes, wish)
      compared += report.compared
      changed += report.changed.length
      for (const { request, since } of report.changed)
        console.log(`${asker.title}: ${request}\n  after ${JSON.stringify(since)}`)
      console.error(`${asker.title}: ${report.compared} answers compared`)
    }
    const minutes = ((performance.now() - started) / 60_000).toFixed(1)
    console.log(
      `non-interference: ${askers.length} actors, ${mutations} mutations each, ${compared} answers compared, ${changed} changed, ${minutes} minutes`,
    )
    if (changed > 0) process.exitCode = 1
  } finally {
    await city.close()
  }
}

async function takeChecksOut(urls: Urls): Promise<void> {
  const seamed = await openSeamedCity(urls)
  try {
    show(await faultsUnchanged(seamed, probes, { seed }))
    const report = await runMutants(seamed, probes, { seed, progress: told('mutants', 20) })
    console.log(mutantSummary(report))
    if (report.survivors.length > 0) process.exitCode = 1
  } finally {
    await seamed.city.close()
  }
}

async function onOwnDatabase(work: (urls: Urls) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'xinlu-leak-cluster-'))
  const cluster = await startCluster({ dir, durable: false })
  try {
    await prepareDatabase(cluster.adminUrl, 'xinlu', { app: 'leak-app', backup: 'leak-backup' })
    const adminUrl = urlFor(cluster.adminUrl, 'xinlu')
    await migrate(adminUrl)
    const appUrl = urlFor(cluster.adminUrl, 'xinlu', { user: 'xinlu_app', password: 'leak-app' })
    await work({ adminUrl, appUrl })
  } finally {
    await cluster.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

function show(faults: readonly Fault[]): void {
  for (const { what, route, asker, evidence } of faults.slice(0, 50))
    console.log(`${what}: ${route}, ${asker}\n  ${evidence}`)
  if (faults.length > 0) process.exitCode = 1
}

function told(what: string, step: number): (done: number) => void {
  let shown = 0
  return (done) => {
    if (Math.floor(done / step) === shown) return
    shown = Math.floor(done / step)
    console.error(`${done} ${what}`)
  }
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(USAGE)
  return Number(text)
}
