/** The server under fifty people: lists, household pages, searches, written visits; by village, county and city. */
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { newId } from '@xinlu/kernel/basis'
import { DEMO_PASSWORD } from '../demo/demo-accounts.ts'
import { buildServer } from '../http/build-server.ts'
import type { BenchCity } from './bench-city.ts'
import { sendAll } from './http-clients.ts'
import { type BenchLine, quantile } from './measure.ts'
import { asSystem } from './screening-lines.ts'

const CLIENTS = 50
const REQUESTS = 1500

interface Home {
  county: number
  id: string
  division: number
  headName: string
  ver: number
}

type Ask = (home: Home) => { path: string; body: object }

const asks: readonly { name: string; logins: readonly string[]; ask: Ask }[] = [
  {
    name: 'list of doubts',
    logins: ['sun.erbao', 'wang.qiang', 'zhao.min'],
    ask: () => ({ path: '/api/monitoring/list-findings', body: {} }),
  },
  {
    name: 'list of a village',
    logins: ['sun.erbao', 'wang.qiang', 'zhao.min'],
    ask: ({ division }) => ({ path: '/api/households/list-village', body: { village: division } }),
  },
  {
    name: 'household page',
    logins: ['sun.erbao', 'wang.qiang', 'zhao.min'],
    ask: ({ county, id }) => ({ path: '/api/households/get-household', body: { county, household: id } }),
  },
  {
    name: 'search by name',
    logins: ['sun.erbao', 'wang.qiang', 'zhao.min'],
    ask: ({ headName }) => ({ path: '/api/households/search-households', body: { name: headName } }),
  },
  {
    name: 'a visit written, with audit and inbox',
    logins: ['wang.qiang'],
    ask: ({ county, id, ver }) => ({
      path: '/api/households/record-visit',
      body: { command: newId(), county, household: id, ver, onDay: '2023-06-10' },
    }),
  },
]

/** Measures every request for every actor; time is the median, all three marks stand in the note. */
export async function httpLines(bench: BenchCity): Promise<BenchLine[]> {
  const app = await buildServer({ desk: bench.desk, modules: bench.modules, behindTls: false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const lines: BenchLine[] = []
  try {
    for (const { name, logins, ask } of asks)
      for (const login of logins) {
        const account = bench.accounts.find((known) => known.login === login)!
        const { role, division } = account.posts[0]!
        const cookie = await signIn(origin, login)
        const homes = await homesIn(bench, division, REQUESTS)
        const requests = Array.from(
          { length: name.startsWith('a visit') ? homes.length : REQUESTS },
          (_, n) => {
            const { path, body } = ask(homes[n % homes.length]!)
            return { path, cookie, body: JSON.stringify(body) }
          },
        )
        await sendAll({
          origin,
          clients: 4,
          requests: requests.slice(0, name.startsWith('a visit') ? 0 : 40),
        })
        const started = performance.now()
        const times = await sendAll({ origin, clients: CLIENTS, requests })
        lines.push(lineOf(`${name}, ${role}`, times, performance.now() - started))
      }
  } finally {
    await app.close()
  }
  return lines
}

function lineOf(name: string, times: readonly number[], ms: number): BenchLine {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => quantile(times, part))
  const second = Math.round(times.length / (ms / 1000))
  return {
    name,
    ms: p50!,
    runs: times.length,
    rss: process.memoryUsage.rss() / 1e6,
    note: `p50 ${p50!.toFixed(0)}, p95 ${p95!.toFixed(0)}, p99 ${p99!.toFixed(0)} ms; ${second} requests/s, ${CLIENTS} clients`,
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
