/** kill -9 of PostgreSQL and of Node under eight writers: what was acknowledged is there afterwards. */
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { verifyChain } from '@xinlu/kernel/audit/server'
import { killDatabase } from './database-process.ts'
import type { FaultCity } from './fault-city.ts'
import { amount, countsText, type FaultLine, seconds } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { beginWriting, countLost, countVisits } from './writers.ts'

/** What is killed. */
export type Victim = 'database' | 'node'

const titles = { database: 'kill -9 of PostgreSQL', node: 'kill -9 of Node' } as const

/** Kills again and again while people write; each time all that was acknowledged so far must be found. */
export async function killUnderWriters(
  { city, isShort, writes }: FaultRun,
  victim: Victim,
): Promise<FaultLine> {
  const kills = isShort ? 2 : 20
  // Two faults share the number.
  const most = Math.ceil(writes / 2)
  const before = await countVisits(city)
  const writing = await beginWriting(city)
  const since = performance.now()
  let lost = 0
  let away = 0
  for (let nth = 1; nth <= kills; nth += 1) {
    await writing.until(Math.round((most / (kills + 1)) * nth))
    const killedAt = performance.now()
    await kill(city, victim)
    away = Math.max(away, performance.now() - killedAt)
    lost += await countLost(city, new Set(writing.acked))
  }
  await writing.until(most)
  await writing.stop()
  const took = performance.now() - since
  lost += await countLost(city, writing.acked)
  const visits = (await countVisits(city)) - before
  const chains = await city.beside(({ database }) =>
    withScope(database, SYSTEM, (tx) => verifyChain(tx), { statementMs: 600_000 }),
  )
  const bugs = writing.tally.statuses.get(500) ?? 0
  const isOnce = visits === writing.visits()
  return {
    what: titles[victim],
    how: `${kills} times under 8 writers, who send the same id again until it is answered`,
    expected: '0 acknowledged writes lost, none stored twice, no 500, audit chains whole, back by itself',
    found:
      `${amount(writing.acked.size)} acknowledged (${Math.round(writing.acked.size / (took / 1000))}/s), ${lost} lost; ` +
      `${amount(visits)} visits stored of ${amount(writing.visits())} acknowledged; answers ${countsText(writing.tally.statuses)} ` +
      `(0 is a broken connection); ${amount(chains.entries)} audit entries, ${chains.broken.length} broken; ` +
      `away ${seconds(away)} at most${writing.odd.length > 0 ? `; odd: ${writing.odd[0]}` : ''}`,
    ok: lost === 0 && isOnce && bugs === 0 && chains.broken.length === 0 && writing.odd.length === 0,
  }
}

/** The control: with `synchronous_commit = off` the same kills must lose something, or the line above proves nothing. */
export async function killCareless({ city, isShort }: FaultRun): Promise<FaultLine> {
  const most = isShort ? 5 : 20
  let acked = 0
  let lost = 0
  let kills = 0
  await setCommit(city, 'off')
  try {
    while (kills < most && (lost === 0 || kills < most / 2)) {
      const writing = await beginWriting(city)
      await writing.until(isShort ? 60 : 300)
      const known = new Set(writing.acked)
      await killDatabase(city)
      await city.server.untilHealthy()
      kills += 1
      lost += await countLost(city, known)
      acked += known.size
      await writing.stop()
    }
  } finally {
    await setCommit(city, 'on')
  }
  return {
    what: 'the same with synchronous_commit = off',
    how: `PostgreSQL killed ${kills} times under 8 writers`,
    expected: 'must lose: the control',
    found: `${lost} lost of ${amount(acked)} acknowledged`,
    ok: lost > 0,
  }
}

async function kill({ server, dataDir }: FaultCity, victim: Victim): Promise<void> {
  switch (victim) {
    case 'database':
      await killDatabase({ dataDir })
      // The server starts it again and finds its way back.
      return server.untilHealthy()
    case 'node':
      await server.kill()
      return server.start()
    default:
      return victim satisfies never
  }
}

async function setCommit(city: FaultCity, value: 'on' | 'off'): Promise<void> {
  await city.owner(async (connection) => {
    await connection.query(`alter system set synchronous_commit = ${value}`)
    await connection.query('select pg_reload_conf()')
  })
}
