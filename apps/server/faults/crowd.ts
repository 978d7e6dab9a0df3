/** Many people at once, in a thread of their own: they read, they write, and they do not wait when they are told to. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { newId } from '@xinlu/kernel/basis'
import { newTally, post, tryOnce } from './client.ts'
import type { FaultCity } from './fault-city.ts'
import { writerOf } from './fault-city.ts'
import { quantile } from '../bench/measure.ts'

/** Who presses, and for how long. */
export interface Crowd {
  origin: string
  clients: number
  ms: number
  asOf: string
  /** One household for each client; nobody else writes to it. */
  seats: readonly { cookie: string; county: number; household: string; village: number }[]
}

/** What came of it. */
export interface Pressed {
  statuses: [number, number][]
  withoutRetryAfter: number
  acked: string[]
  /** Milliseconds below which 95 of 100 good answers came, and the longest that any answer took. */
  p95: number
  slowest: number
  perSecond: number
}

const IMPATIENCE_MS = 100

/** Lets them press and answers what came of it. */
export async function press(crowd: Crowd): Promise<Pressed> {
  const worker = new Worker(new URL(import.meta.url), { workerData: crowd })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** Gives each of so many clients a household of his own. */
export async function seatsFor(city: FaultCity, clients: number): Promise<Crowd['seats']> {
  const homes = await city.owner(async (connection) => {
    const { rows } = await connection.query<{ county: number; household: string; village: string }>(
      `select county, id as household, division as village from households.household where state = 'living'
       order by md5(id::text) limit $1`,
      [clients],
    )
    return rows
  })
  return Promise.all(
    homes.map(async (home) => ({
      ...home,
      village: Number(home.village),
      cookie: await city.cookie(writerOf(home.county)),
    })),
  )
}

async function pressing({ origin, clients, ms, asOf, seats }: Crowd): Promise<Pressed> {
  const tally = newTally()
  const times: number[] = []
  const acked: string[] = []
  let slowest = 0
  const since = performance.now()
  const client = async (nth: number) => {
    const { cookie, county, household, village } = seats[nth % seats.length]!
    const asking = { origin, cookie, timeoutMs: 60_000 }
    let ver: number | undefined
    let command = newId()
    for (let turn = nth; performance.now() - since < ms; turn += 1) {
      const answer =
        turn % 3 === 0 && ver !== undefined
          ? await tryOnce(
              asking,
              '/api/households/record-visit',
              { command, county, household, ver, onDay: asOf, note: '忙时走访。' },
              tally,
            )
          : turn % 3 === 1
            ? await tryOnce(asking, '/api/households/list-village', { village }, tally)
            : await tryOnce(asking, '/api/households/get-household', { county, household }, tally)
      if (answer) slowest = Math.max(slowest, answer.ms)
      if (answer?.status === 200) {
        times.push(answer.ms)
        if (turn % 3 === 0 && ver !== undefined) {
          acked.push(command)
          command = newId()
          ver = answer.body['ver'] as number
        } else if (turn % 3 !== 1) ver = versionIn(answer.body) ?? ver
      } else await new Promise((then) => setTimeout(then, IMPATIENCE_MS))
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, nth) => client(nth)))
  return {
    statuses: [...tally.statuses],
    withoutRetryAfter: tally.withoutRetryAfter,
    acked,
    p95: times.length === 0 ? Infinity : quantile(times, 0.95),
    slowest,
    perSecond: times.length / ((performance.now() - since) / 1000),
  }
}

function versionIn(body: Record<string, unknown>): number | undefined {
  return typeof body['ver'] === 'number' ? body['ver'] : undefined
}

if (!isMainThread && (workerData as Crowd | null)?.seats !== undefined) {
  // The first connection to a busy server is the slowest; it is no part of the measuring.
  await post({ origin: (workerData as Crowd).origin }, '/api/session/who-am-i', {}).catch(() => undefined)
  parentPort!.postMessage(await pressing(workerData as Crowd))
}
