/** The server under fifty people: lists, household pages, searches, written visits; by village, county and city. */
import { sql } from 'kysely'
import { DEMO_PASSWORD } from '../demo/demo-accounts.ts'
import type { BenchCity } from './bench-city.ts'
import { type Home, type HttpAsk, httpAsks } from './http-asks.ts'
import { type HttpAnswers, type HttpWork, sendAll } from './http-clients.ts'
import { startServer } from './http-server.ts'
import { type BenchLine, quantile } from './measure.ts'
import { asSystem } from './screening-lines.ts'

const CLIENTS = 50
const EVERY_MS = 1000
/** Fifteen seconds of an office. */
const AT_PACE = 750
const FLAT_OUT = 1500
const WARMING = 200

/** Measures every request for every actor, at the pace of an office and flat out; time is the median at pace. */
export async function httpLines(bench: BenchCity): Promise<BenchLine[]> {
  const server = await startServer(bench)
  const lines: BenchLine[] = []
  try {
    for (const ask of httpAsks)
      for (const login of ask.logins) {
        const { role, division } = bench.accounts.find((known) => known.login === login)!.posts[0]!
        const work = await workFor(bench, server.origin, ask, login, division)
        await sendAll({ ...work, requests: work.requests.slice(0, WARMING) })
        const atPace = work.requests.slice(WARMING, WARMING + AT_PACE)
        const paced = await sendAll({ ...work, requests: atPace, everyMs: EVERY_MS })
        const flat = await sendAll({ ...work, requests: work.requests.slice(WARMING + AT_PACE) })
        lines.push(lineOf(`${ask.name}, ${role}`, paced, flat, await server.memory()))
      }
  } finally {
    await server.stop()
  }
  return lines
}

async function workFor(
  bench: BenchCity,
  origin: string,
  ask: HttpAsk,
  login: string,
  division: number,
): Promise<HttpWork> {
  const wanted = WARMING + AT_PACE + FLAT_OUT
  const cookie = await signIn(origin, login)
  const homes = await homesIn(bench, division, wanted)
  const count = ask.isOnce ? homes.length : wanted
  const requests = Array.from({ length: count }, (_, n) => {
    const { path, body } = ask.of(homes[n % homes.length]!)
    return { path, cookie, body: JSON.stringify(body) }
  })
  return { origin, clients: CLIENTS, requests }
}

function lineOf(name: string, paced: HttpAnswers, flat: HttpAnswers, rss: number): BenchLine {
  const marks = (times: readonly number[]) =>
    [0.5, 0.95, 0.99].map((part) => quantile(times, part).toFixed(1)).join(' / ')
  const second = Math.round(flat.times.length / (flat.ms / 1000))
  const away = paced.turnedAway + flat.turnedAway
  return {
    name,
    ms: quantile(paced.times, 0.5),
    runs: paced.times.length,
    rss,
    note: `office: ${marks(paced.times)} ms; flat out: ${second} requests/s, ${marks(flat.times)} ms${away === 0 ? '' : `; ${away} turned away`}`,
  }
}

async function signIn(origin: string, login: string): Promise<string> {
  const answer = await fetch(`${origin}/api/session/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  })
  if (answer.status !== 200) throw new Error(`sign-in of ${login}: ${answer.status} ${await answer.text()}`)
  return answer.headers.getSetCookie()[0]!.split(';')[0]!
}

async function homesIn(bench: BenchCity, division: number, limit: number): Promise<Home[]> {
  // A place holds every code between its own and the next of its level.
  const width = [1, 1000, 1_000_000, 100_000_000].findLast((step) => division % step === 0)!
  return asSystem(bench, async (tx) => {
    const { rows } = await sql<Home>`
      select county, id, division, head_name, ver from households.household
      where state = 'living' and division >= ${division}::bigint and division < ${division + width}::bigint
      order by md5(id::text) limit ${limit}`.execute(tx)
    return rows
  })
}
