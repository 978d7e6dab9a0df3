/** Every connection of the pool held by something slow: the others are told at once, health answers, and it passes. */
import { newTally, post, tryOnce } from './client.ts'
import { IMPORTER } from './fault-city.ts'
import { countsText, type FaultLine, seconds } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'

const CONNECTIONS = 20
const HOLDERS = 60

/** Holds a lock that twenty requests wait for, sends three hundred others, and lets go. */
export async function crowdThePool({ city, isShort }: FaultRun): Promise<FaultLine[]> {
  const asking = { origin: city.server.origin, cookie: await city.cookie(IMPORTER), timeoutMs: 60_000 }
  const others = isShort ? 200 : 300
  const rounds = isShort ? 1 : 5
  const stuck = newTally()
  const refused = newTally()
  let slowest = 0
  let health = 0
  await city.owner(async (connection) => {
    for (let round = 0; round < rounds; round += 1) {
      await connection.query('begin; lock table rules.finding in access exclusive mode')
      let isOver = false
      // Each gives up after two seconds at the lock and asks again, so that no connection stays free.
      const holders = Array.from({ length: HOLDERS }, async () => {
        while (!isOver) await tryOnce(asking, '/api/monitoring/list-findings', {}, stuck)
      })
      await untilWaiting(connection, CONNECTIONS)
      const answers = Array.from({ length: others }, async () => {
        const answer = await tryOnce(asking, '/api/session/who-am-i', {}, refused)
        if (answer?.status === 503) slowest = Math.max(slowest, answer.ms)
      })
      const asked = performance.now()
      await fetch(`${city.server.origin}/health`).then((answer) => answer.arrayBuffer())
      health = Math.max(health, performance.now() - asked)
      await Promise.all(answers)
      isOver = true
      await connection.query('rollback')
      await Promise.all(holders)
    }
  })
  const since = performance.now()
  while ((await post(asking, '/api/monitoring/list-findings', {})).status !== 200)
    await new Promise((then) => setTimeout(then, 50))
  const back = performance.now() - since
  const bad = [...stuck.statuses.keys(), ...refused.statuses.keys()].filter(
    (status) => status !== 200 && status !== 503,
  )
  return [
    {
      what: 'pool exhausted',
      how: `${rounds} times: ${HOLDERS} people wait at a lock and hold all ${CONNECTIONS} connections, ${others} others ask`,
      expected: '503 within 2 s with Retry-After, /health answers within 2.5 s, back within 10 s',
      found:
        `others ${countsText(refused.statuses)}, slowest 503 after ${seconds(slowest)}; holders ${countsText(stuck.statuses)}; ` +
        `/health after ${seconds(health)}; back after ${seconds(back)}`,
      ok:
        bad.length === 0 &&
        (refused.statuses.get(503) ?? 0) > 0 &&
        refused.withoutRetryAfter === 0 &&
        slowest <= 2000 &&
        health <= 2500 &&
        back <= 10_000,
    },
  ]
}

type Connection = Parameters<Parameters<FaultRun['city']['owner']>[0]>[0]

async function untilWaiting(connection: Connection, wanted: number): Promise<void> {
  for (let look = 0; look < 500; look += 1) {
    const { rows } = await connection.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity where application_name = 'xinlu' and wait_event_type = 'Lock'`,
    )
    if (rows[0]!.waiting >= wanted) return
    await new Promise((then) => setTimeout(then, 20))
  }
}
