/** A second server, stopped in the middle of a transaction: others wait for a lock no longer than the limits say. */
import { newId } from '@xinlu/kernel/basis'
import { newTally, tryOnce } from './client.ts'
import { type FaultCity, writerOf } from './fault-city.ts'
import { countsText, type FaultLine, seconds } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'

const LIMIT_MS = 30_000

/** Stops it while it holds the lock of a county's audit chain, writes in that county, and lets it go on. */
export async function stopAProcess({ city }: FaultRun): Promise<FaultLine[]> {
  const county = city.counties[0]!
  const cookie = await city.cookie(writerOf(county))
  const [busy, mine] = await twoHouseholds(city, county)
  const other = await serverProcess({ dataDir: city.dataDir })
  await other.start()
  try {
    let isOver = false
    const pressing = Array.from({ length: 8 }, async () => {
      while (!isOver)
        await visit({ origin: other.origin, cookie, timeoutMs: 90_000 }, city, county, busy!, newTally())
    })
    await stopInTransaction(city, other)
    const tally = newTally()
    const since = performance.now()
    let slowest = 0
    for (;;) {
      const answer = await visit({ origin: city.server.origin, cookie }, city, county, mine!, tally)
      slowest = Math.max(slowest, answer?.ms ?? 0)
      if (answer?.status === 200 || performance.now() - since > LIMIT_MS * 2) break
      await new Promise((then) => setTimeout(then, 200))
    }
    const blocked = performance.now() - since
    other.signal('SIGCONT')
    isOver = true
    await Promise.all(pressing)
    const isWell = await other.untilHealthy(10_000).then(
      () => true,
      () => false,
    )
    const bad = [...tally.statuses.keys()].filter((status) => status !== 200 && status !== 503)
    return [
      {
        what: 'a stopped process (SIGSTOP) holds a transaction',
        how: 'a second server stopped while it holds the head of a county’s audit chain; somebody writes in that county through the first',
        expected: `503 meanwhile, blocked at most ${seconds(LIMIT_MS)} (idle_in_transaction_session_timeout) and one attempt more, the stopped one works again afterwards`,
        found: `blocked ${seconds(blocked)}, answers ${countsText(tally.statuses)}, slowest ${seconds(slowest)}; afterwards it ${isWell ? 'works' : 'does NOT work'}`,
        ok: blocked <= LIMIT_MS + 5000 && bad.length === 0 && tally.withoutRetryAfter === 0 && isWell,
      },
    ]
  } finally {
    other.signal('SIGCONT')
    await other.stop()
  }
}

async function twoHouseholds(city: FaultCity, county: number): Promise<string[]> {
  return city.owner(async (connection) => {
    const { rows } = await connection.query<{ id: string }>(
      `select id from households.household where county = $1 and state = 'living' order by md5(id::text) limit 2`,
      [county],
    )
    return rows.map(({ id }) => id)
  })
}

// The version is read anew each time: who writes is not the matter here.
async function visit(
  asking: Parameters<typeof tryOnce>[0],
  city: FaultCity,
  county: number,
  household: string,
  tally: ReturnType<typeof newTally>,
) {
  const shown = await tryOnce(asking, '/api/households/get-household', { county, household }, newTally())
  const ver = shown?.body['ver']
  if (shown?.status !== 200 || typeof ver !== 'number') return undefined
  const body = { command: newId(), county, household, ver, onDay: city.asOf }
  return tryOnce(asking, '/api/households/record-visit', body, tally)
}

// Stopped at a chance moment it may hold nothing; then it goes on and is stopped again.
async function stopInTransaction(city: FaultCity, other: ServerProcess): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    await new Promise((then) => setTimeout(then, 20 + Math.random() * 60))
    other.signal('SIGSTOP')
    await new Promise((then) => setTimeout(then, 300))
    const holds = await city.owner(async (connection) => {
      const { rows } = await connection.query(
        `select from pg_locks l join pg_stat_activity a using (pid)
         where a.state = 'idle in transaction' and a.application_name = 'xinlu' and l.granted
           and l.mode = 'RowExclusiveLock' and l.relation = 'audit.head'::regclass`,
      )
      return rows.length > 0
    })
    if (holds) return
    other.signal('SIGCONT')
  }
  throw new Error('the second server was never stopped inside a transaction')
}
