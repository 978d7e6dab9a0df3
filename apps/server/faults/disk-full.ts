/** The disk of the database full: refused in words, nothing lost, at work again without a person once there is room. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { verifyChain } from '@xinlu/kernel/audit/server'
import { openFaultCity } from './fault-city.ts'
import { amount, countsText, type FaultLine, seconds, skipped } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { beginWriting, countLost } from './writers.ts'

const WHAT = 'disk full'
const HOW = 'a city on a small disk of its own (tmpfs), filled up under 8 writers, then given room again'
const DISK = '420m'

/** Needs the right to mount; without it the line says so. */
export async function fillTheDisk({ isShort }: FaultRun): Promise<FaultLine[]> {
  const root = mkdtempSync(join(tmpdir(), 'xinlu-faults-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=0755`, 'tmpfs', root])
  if (mounted.status !== 0) {
    rmSync(root, { recursive: true, force: true })
    return [skipped(WHAT, HOW, 'this user may not mount a small disk')]
  }
  try {
    return [await onSmallDisk(root, isShort)]
  } finally {
    spawnSync('umount', [root])
    rmSync(root, { recursive: true, force: true })
  }
}

async function onSmallDisk(root: string, isShort: boolean): Promise<FaultLine> {
  const city = await openFaultCity(root, 200)
  try {
    const writing = await beginWriting(city)
    await writing.until(20)
    const ballast = join(root, 'ballast')
    fill(root, ballast)
    const full = performance.now()
    const refusals = () => (writing.tally.statuses.get(507) ?? 0) + (writing.tally.statuses.get(503) ?? 0)
    while (refusals() === 0 && performance.now() - full < 60_000) await pause(100)
    // Full means full, also for what the database tries in the meantime.
    await pause(isShort ? 2000 : 15_000)
    const isUp = city.server.isUp()
    const during = writing.acked.size
    rmSync(ballast)
    const since = performance.now()
    await writing.until(during + 50)
    const back = performance.now() - since
    await writing.stop()
    const lost = await countLost(city, writing.acked)
    const chains = await city.beside(({ database }) =>
      withScope(database, SYSTEM, (tx) => verifyChain(tx), { statementMs: 600_000 }),
    )
    const indexes = await brokenIndexes(city)
    const { statuses } = writing.tally
    return {
      what: WHAT,
      how: HOW,
      expected:
        '507 or 503, no crash of the server, back within 30 s without a restart by hand, nothing lost, indexes whole',
      found:
        `answers ${countsText(statuses)}; server ${isUp ? 'stayed up' : 'ENDED'}; back after ${seconds(back)}; ` +
        `${amount(writing.acked.size)} acknowledged, ${lost} lost; ${chains.broken.length} chains broken; ${indexes}${writing.odd.length > 0 ? `; odd: ${writing.odd[0]}` : ''}`,
      ok:
        isUp &&
        lost === 0 &&
        back <= 30_000 &&
        refusals() > 0 &&
        !statuses.has(500) &&
        chains.broken.length === 0 &&
        indexes.startsWith('0 ') &&
        writing.odd.length === 0,
    }
  } finally {
    await city.close()
  }
}

// Down to the last byte: the file system gives what it has and refuses the rest.
function fill(root: string, ballast: string): void {
  const { bavail, bsize } = statfsSync(root)
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 64 * 1024)))
}

// Each index is made to answer for every row, and must count what the table counts.
async function brokenIndexes(city: Awaited<ReturnType<typeof openFaultCity>>): Promise<string> {
  return city.owner(async (connection) => {
    const tables = ['commands.inbox', 'households.event', 'households.household', 'audit.entry']
    let broken = 0
    for (const table of tables) {
      const counts: unknown[] = []
      for (const way of ['set enable_seqscan = on', 'set enable_seqscan = off']) {
        await connection.query(way)
        counts.push((await connection.query(`select count(*) as rows from ${table}`)).rows[0].rows)
      }
      if (counts[0] !== counts[1]) broken += 1
      await connection.query(`reindex table ${table}`)
    }
    return `${broken} of ${tables.length} tables counted differently by index, all rebuilt`
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((then) => setTimeout(then, ms))
}
