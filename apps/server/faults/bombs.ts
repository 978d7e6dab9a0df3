/** Hostile and odd files sent in while others work: refused with a reason, quickly, and felt by nobody. */
import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { type BombFile, bombFiles } from './bomb-files.ts'
import { press, seatsFor } from './crowd.ts'
import type { FaultCity } from './fault-city.ts'
import { type FaultLine, seconds } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { actOnImport, sendFile, untilShown, writePayments } from './imports.ts'

const OTHERS = 4
const MOST_MS = 5000
const MOST_MB = 150

interface Fate {
  file: BombFile
  reason: string | undefined
  ms: number
}

/** Sends the set, one after the other, while four people work. */
export async function sendBombs({ city, isShort }: FaultRun): Promise<FaultLine[]> {
  const files = isShort ? bombFiles.filter((_, nth) => nth % 4 === 0) : bombFiles
  // What every import loads once is no fault of these files.
  const { path } = await writePayments(city, `W${Date.now()}`, 1)
  await conclude(city, { path, name: 'w.csv' })
  const paths = new Map<BombFile, string>()
  for (const [nth, file] of files.entries()) {
    const put = join(city.folder, `bomb-${nth}`)
    await writeFile(put, await file.make())
    paths.set(file, put)
  }
  const seats = await seatsFor(city, OTHERS)
  const crowd = { origin: city.server.origin, clients: OTHERS, asOf: city.asOf, seats }
  const busyness = loadavg()[0]! / cpus().length
  await press({ ...crowd, ms: 2000 })
  const calm = await press({ ...crowd, ms: isShort ? 3000 : 15_000 })
  const base = rssOf(city.server.pid())
  let most = base
  const watch = setInterval(() => (most = Math.max(most, rssOf(city.server.pid()))), 20)
  const meanwhile = press({ ...crowd, ms: isShort ? 6000 : 30_000 })
  const fates: Fate[] = []
  try {
    for (const file of files) fates.push(await fateOf(city, file, paths.get(file)!))
  } finally {
    clearInterval(watch)
  }
  const pressed = await meanwhile
  for (const put of paths.values()) await rm(put)
  const hostile = fates.filter(({ file }) => file.isHostile)
  const refused = hostile.filter(({ reason }) => reason !== undefined)
  const odd = fates.filter(({ file }) => !file.isHostile)
  const slowest = fates.toSorted((one, other) => other.ms - one.ms)[0]!
  const taken = hostile.filter(({ reason }) => reason === undefined).map(({ file }) => file.name)
  const grown = (most - base) / 1e6
  const ratio = pressed.p95 / calm.p95
  const bugs = pressed.statuses.find(([status]) => status === 500)
  const isNoisy = busyness > 1
  return [
    {
      what: 'bombs and junk',
      how: `${hostile.length} hostile and ${odd.length} odd files sent through the door`,
      expected: `hostile ones refused with a reason, all decided within ${MOST_MS / 1000} s, server up`,
      found: `${refused.length} of ${hostile.length} refused${taken.length > 0 ? ` (not: ${taken.join(', ')})` : ''}, ${odd.length} odd ones decided; slowest ${seconds(slowest.ms)} (${slowest.file.name})`,
      ok: taken.length === 0 && slowest.ms <= MOST_MS && city.server.isUp(),
    },
    {
      what: 'memory under bombs',
      how: 'resident memory of the server, looked at every 20 ms',
      expected: `at most ${MOST_MB} MB more than before`,
      found: `${Math.round(base / 1e6)} MB before, ${grown >= 0 ? '+' : ''}${Math.round(grown)} MB`,
      ok: grown <= MOST_MB,
    },
    {
      what: 'others under bombs',
      how: `${OTHERS} people read and write before and meanwhile`,
      expected: 'p95 at most 1.5 ×, no 500',
      found: `p95 ${Math.round(calm.p95)} ms before, ${Math.round(pressed.p95)} ms meanwhile: ${ratio.toFixed(2)} ×${isNoisy ? `; the machine was noisy (load ${busyness.toFixed(1)} for each core before this began), so the ratio is not judged` : ''}`,
      ok: bugs ? false : isNoisy ? undefined : ratio <= 1.5,
    },
  ]
}

async function fateOf(city: FaultCity, file: BombFile, path: string): Promise<Fate> {
  const since = performance.now()
  const reason = await conclude(city, { path, name: `${file.name.replaceAll('/', ' ')}.xlsx` })
  return { file, reason, ms: performance.now() - since }
}

// Answers why the file was refused; nothing when it was read.
async function conclude(city: FaultCity, file: { path: string; name: string }): Promise<string | undefined> {
  const answer = await sendFile(city, file)
  if (answer.status !== 200) return String(answer.body['detail'] ?? answer.status)
  const batch = answer.body['batch'] as string
  const shown = await untilShown(city, batch, ['failed', 'previewed', 'committed'])
  if (shown.state === 'failed') return shown.problem ?? undefined
  if (shown.state === 'previewed') await actOnImport(city, 'cancel-import', batch)
  return undefined
}

function rssOf(pid: number): number {
  const told = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(told?.[1] ?? 0) * 1024
}
