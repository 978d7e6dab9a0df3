/** Fifty people decide about one finding in the same moment. */
import { newId } from '@xinlu/kernel/basis'
import { newTally, tryOnce } from './client.ts'
import { DECIDERS, deciderOf } from './fault-city.ts'
import { countsText, type FaultLine } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'

/** Lets them, twenty times; exactly one decision is taken each time, and the others are told that it changed. */
export async function decideAtOnce({ city, isShort }: FaultRun): Promise<FaultLine[]> {
  const rounds = isShort ? 2 : 20
  const people = isShort ? 10 : DECIDERS
  const cookies: string[] = []
  for (let nth = 0; nth < people; nth += 1) cookies.push(await city.cookie(deciderOf(nth)))
  const findings = await city.owner(async (connection) => {
    const { rows } = await connection.query<{ county: number; id: string; ver: number }>(
      `select county, id, ver from rules.finding where state = 'open' and county = $1 order by md5(id::text) limit $2`,
      [city.counties[0], rounds],
    )
    return rows
  })
  const tally = newTally()
  let wins = 0
  let isBlunt = false
  for (const { county, id, ver } of findings) {
    const answers = await Promise.all(
      cookies.map(async (cookie) => {
        const body = {
          command: newId(),
          county,
          finding: id,
          ver,
          verdict: 'toLead',
          reason: '入户核实，转为线索。',
        }
        // Whoever is told to come later comes later, with the same id.
        for (;;) {
          const asking = { origin: city.server.origin, cookie }
          const answer = await tryOnce(asking, '/api/monitoring/decide-finding', body, tally)
          if (answer && answer.status < 500) return answer
          if (answer?.status === 500) return answer
          await new Promise((then) => setTimeout(then, 100 + Math.random() * 400))
        }
      }),
    )
    wins += answers.filter(({ status }) => status === 200).length
    if (answers.some(({ status }) => status !== 200 && status !== 409)) isBlunt = true
  }
  const stored = await city.owner(async (connection) => {
    const { rows } = await connection.query<{ count: number }>(
      'select count(*)::int as count from rules.decision where finding = any($1::uuid[]) and decided_on = $2',
      [findings.map(({ id }) => id), city.asOf],
    )
    return rows[0]!.count
  })
  const isFull = findings.length === rounds
  return [
    {
      what: `${people} people decide one finding at once`,
      how: `${findings.length} findings, each read by all in the same version`,
      expected: 'exactly one decision each, 409 for everybody else',
      found: `${wins} accepted, ${stored} stored; answers ${countsText(tally.statuses)}`,
      ok: isFull && wins === rounds && stored >= rounds && !isBlunt,
    },
  ]
}
