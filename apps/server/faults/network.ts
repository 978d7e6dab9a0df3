/** A slow, cut and half-open network: a client that sends again under the same id is stored once. */
import http from 'node:http'
import { newId } from '@xinlu/kernel/basis'
import { deliver, newTally } from './client.ts'
import { writerOf } from './fault-city.ts'
import { amount, countsText, type FaultLine, seconds } from './fault-line.ts'
import { faultProxy, type Weather } from './fault-proxy.ts'
import type { FaultRun } from './fault-run.ts'
import { quantile } from '../bench/measure.ts'

const SLOW: Weather = { delayMs: 300, jitterMs: 100, bytesPerSecond: 20_000 }

const weathers: readonly { name: string; of(nth: number): Weather }[] = [
  { name: 'slow', of: () => SLOW },
  // The cut wanders over the whole answer, head and body; every third connection is spared.
  {
    name: 'cut in the answer',
    of: (nth) => ({
      delayMs: 5,
      jitterMs: 5,
      ...(nth % 3 === 2 ? {} : { cutAfter: 1 + ((nth * 37) % 900) }),
    }),
  },
  // Half of a request arrives, or all of it, and no answer ever.
  {
    name: 'half-open',
    of: (nth) => ({
      delayMs: 5,
      jitterMs: 5,
      ...(nth % 3 === 2 ? {} : nth % 3 === 1 ? { silentAfter: 1 + ((nth * 53) % 700) } : { cutAfter: 0 }),
    }),
  },
]

/** Sends visits through each kind of bad network. */
export async function badNetwork({ city, isShort }: FaultRun): Promise<FaultLine[]> {
  const acts = isShort ? 16 : 400
  const lines: FaultLine[] = []
  for (const { name, of } of weathers) {
    const homes = await city.owner(async (connection) => {
      const { rows } = await connection.query<{ county: number; id: string; ver: number }>(
        `select county, id, ver from households.household where state = 'living' order by md5(id::text) limit $1`,
        [acts],
      )
      return rows
    })
    const proxy = await faultProxy(city.server.origin, of)
    // Each act has connections of its own, as on a phone.
    const agent = new http.Agent({ keepAlive: false })
    const tally = newTally()
    const times: number[] = []
    let accepted = 0
    const queue = homes.map((home) => ({ home, command: newId() }))
    const ids = queue.map(({ command }) => command)
    const person = async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const { county, id, ver } = next.home
        const body = {
          command: next.command,
          county,
          household: id,
          ver,
          onDay: city.asOf,
          note: '山上信号不好。',
        }
        const cookie = await city.cookie(writerOf(county))
        const since = performance.now()
        const asking = { origin: proxy.origin, cookie, agent, timeoutMs: name === 'slow' ? 15_000 : 1500 }
        const answer = await deliver(asking, '/api/households/record-visit', body, tally)
        times.push(performance.now() - since)
        if (answer.status === 200) accepted += 1
      }
    }
    await Promise.all(Array.from({ length: 16 }, person))
    const connections = proxy.connections()
    await proxy.close()
    const { inbox, changed } = await city.owner(async (connection) => {
      const { rows } = await connection.query<{ inbox: number; changed: number }>(
        `select (select count(*)::int from commands.inbox where id = any($1::uuid[])) as inbox,
          (select coalesce(sum(h.ver - o.ver), 0)::int from households.household h
            join jsonb_to_recordset($2::jsonb) o (county int, id uuid, ver int) on o.county = h.county and o.id = h.id) as changed`,
        [ids, JSON.stringify(homes)],
      )
      return rows[0]!
    })
    lines.push({
      what: `network ${name}`,
      how: `${amount(acts)} visits through a proxy${name === 'slow' ? ', 300 ± 100 ms, 20 KB/s' : ', two of three connections fail'}`,
      expected: 'each acknowledged in the end and stored once',
      found: `${amount(accepted)} acknowledged over ${amount(connections)} connections, ${inbox} stored, ${changed} changes; answers ${countsText(tally.statuses)}; p95 ${seconds(quantile(times, 0.95))}`,
      ok: accepted === acts && inbox === acts && changed === acts && !tally.statuses.has(500),
    })
  }
  return lines
}
