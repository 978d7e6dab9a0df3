/** Ten times the people: the server turns away what it cannot do, loses nothing, and is itself again soon after. */
import { type Crowd, press, seatsFor } from './crowd.ts'
import { amount, countsText, type FaultLine, seconds } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { countLost } from './writers.ts'

const ORDINARY = 50
const MOST_BACK_MS = 60_000

/** Fifty people, then five hundred who never wait, then fifty again. */
export async function tenfoldLoad({ city, isShort, minutes }: FaultRun): Promise<FaultLine[]> {
  const ms = isShort ? 20_000 : minutes * 60_000
  const clients = ORDINARY * 10
  const seats = await seatsFor(city, clients)
  const crowd: Omit<Crowd, 'clients' | 'ms'> = { origin: city.server.origin, asOf: city.asOf, seats }
  const ordinary = () => press({ ...crowd, clients: ORDINARY, ms: 5000 })
  await ordinary()
  const before = await ordinary()
  const storm = await press({ ...crowd, clients, ms })
  const since = performance.now()
  const acked = new Set([...before.acked, ...storm.acked])
  let after = await ordinary()
  for (const id of after.acked) acked.add(id)
  let back = performance.now() - since
  while (after.p95 > before.p95 * 1.5 && back < MOST_BACK_MS * 2) {
    after = await ordinary()
    for (const id of after.acked) acked.add(id)
    back = performance.now() - since
  }
  const lost = await countLost(city, acked)
  const statuses = new Map(storm.statuses)
  const answered = storm.statuses.reduce((sum, [, count]) => sum + count, 0)
  const shed = statuses.get(503) ?? 0
  const allowed = new Set([200, 503])
  const odd = storm.statuses.filter(([status]) => !allowed.has(status))
  return [
    {
      what: 'ten times the load',
      how: `${clients} clients without patience for ${seconds(ms)}, two reads to a write; ${ORDINARY} before and after`,
      expected:
        'sheds with 503 and Retry-After, never 500, 0 acknowledged lost, p95 back to 1.5 × within 60 s',
      found:
        `${amount(answered)} answers (${countsText(statuses)}), ${Math.round((shed / answered) * 100)} % shed, ` +
        `${storm.withoutRetryAfter} without Retry-After; good ones ${Math.round(storm.perSecond)}/s (${(storm.perSecond / before.perSecond).toFixed(2)} × of ${Math.round(before.perSecond)}/s before), ` +
        `p95 ${Math.round(storm.p95)} ms (${(storm.p95 / before.p95).toFixed(1)} ×); ${amount(acked.size)} writes acknowledged, ${lost} lost; back after ${seconds(back)}, p95 ${(after.p95 / before.p95).toFixed(2)} ×`,
      ok: odd.length === 0 && storm.withoutRetryAfter === 0 && lost === 0 && back <= MOST_BACK_MS,
    },
  ]
}
