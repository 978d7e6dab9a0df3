/** Acts that arrive twice, out of order and at once: the state is that of one ordered run. */
import { randomInt } from 'node:crypto'
import { newId } from '@xinlu/kernel/basis'
import { type Answer, newTally, tryOnce } from './client.ts'
import { type FaultCity, writerOf } from './fault-city.ts'
import { amount, countsText, type FaultLine } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { serverProcess } from './server-process.ts'

interface Act {
  body: { command: string; county: number; household: string; ver: number; onDay: string; note: string }
}

const CHAIN = 5
const COPY = 'xinlu_ordered'
const PATH = '/api/households/record-visit'

/** Runs the acts in order on a copy of the city, then on the city itself as a bad network would bring them. */
export async function duplicateActs({ city, isShort, acts: wanted }: FaultRun): Promise<FaultLine[]> {
  // Sessions are copied with the rest, so they begin before.
  await Promise.all(city.counties.map((county) => city.cookie(writerOf(county))))
  await copyCity(city)
  const chains = await chainsFor(city, Math.ceil(wanted / CHAIN))
  const acts = chains.flat()
  const ordered = await serverProcess({ dataDir: city.dataDir, databaseUrl: city.ownerUrl(COPY) })
  await ordered.start()
  try {
    await eachOf(chains, 16, async (chain) => {
      for (const act of chain) {
        const { status, body } = await untilDecided(city, ordered.origin, act)
        if (status !== 200) throw new Error(`the ordered run: ${status} ${JSON.stringify(body)}`)
      }
    })
  } finally {
    await ordered.stop()
  }
  const expected = await stateHash(city, COPY)
  const tally = newTally()
  const answers = new Map<string, string>()
  let differing = 0
  let missing = acts
  let sent = 0
  let rounds = 0
  while (missing.length > 0 && rounds < 200) {
    const copies = shuffled(
      missing.flatMap((act) => Array<Act>(rounds === 0 ? randomInt(1, 6) : 1).fill(act)),
    )
    sent += copies.length
    rounds += 1
    await eachOf(copies, 24, async (act) => {
      const answer = await send(city, city.server.origin, act, tally)
      if (answer?.status !== 200) return
      // The second answer comes out of the inbox, where the keys have another order.
      const told = JSON.stringify(
        answer.body,
        Object.keys(answer.body).toSorted((one, other) => (one < other ? -1 : 1)),
      )
      const known = answers.get(act.body.command)
      if (known !== undefined && known !== told) differing += 1
      answers.set(act.body.command, told)
    })
    missing = acts.filter(({ body }) => !answers.has(body.command))
  }
  const found = await stateHash(city, 'xinlu')
  const others = acts.slice(0, isShort ? 10 : 200)
  let conflicts = 0
  await eachOf(others, 16, async ({ body }) => {
    const changed = { body: { ...body, note: '内容不同。' } }
    const answer = await untilDecided(city, city.server.origin, changed)
    if (answer.status === 409 && JSON.stringify(answer.body).includes('already-sent')) conflicts += 1
  })
  const after = await stateHash(city, 'xinlu')
  await city.owner((connection) => connection.query(`drop database ${COPY} with (force)`))
  const bugs = tally.statuses.get(500) ?? 0
  return [
    {
      what: 'duplicate and reordered acts',
      how: `${amount(acts.length)} acts, ${CHAIN} in a row for each household, each sent 1 to 5 times, shuffled, 24 at once; what came too early is sent again`,
      expected: 'state equal to one ordered run, every copy answered alike',
      found: `${amount(sent)} sent in ${rounds} rounds (${countsText(tally.statuses)}; 409 came before its turn), state ${found === expected ? 'equal' : 'DIFFERENT'} (${found.slice(0, 12)}), ${differing} answers differ`,
      ok: found === expected && differing === 0 && missing.length === 0 && bugs === 0,
    },
    {
      what: 'another content under a known id',
      how: `${others.length} acts of before with another note`,
      expected: '409 each, nothing changed',
      found: `${conflicts} of ${others.length} answered 409, state ${after === found ? 'unchanged' : 'CHANGED'}`,
      ok: conflicts === others.length && after === found,
    },
  ]
}

// A database that somebody is connected to cannot be copied, so the server is away for a moment.
async function copyCity(city: FaultCity): Promise<void> {
  await city.server.stop()
  await city.beside(() =>
    city.owner(async (connection) => {
      await connection.query(`drop database if exists ${COPY} with (force)`)
      await connection.query(`create database ${COPY} template xinlu owner xinlu_owner`)
    }, 'postgres'),
  )
  await city.server.start()
}

async function chainsFor(city: FaultCity, count: number): Promise<Act[][]> {
  const homes = await city.owner(async (connection) => {
    const { rows } = await connection.query<{ county: number; id: string; ver: number }>(
      `select county, id, ver from households.household where state = 'living' order by md5(id::text) limit $1`,
      [count],
    )
    return rows
  })
  return homes.map(({ county, id, ver }) =>
    Array.from({ length: CHAIN }, (_, nth) => ({
      body: {
        command: newId(),
        county,
        household: id,
        ver: ver + nth,
        onDay: city.asOf,
        note: `第${nth + 1}次。`,
      },
    })),
  )
}

async function send(
  city: FaultCity,
  origin: string,
  { body }: Act,
  tally: ReturnType<typeof newTally>,
): Promise<Answer | undefined> {
  return tryOnce({ origin, cookie: await city.cookie(writerOf(body.county)) }, PATH, body, tally)
}

async function untilDecided(city: FaultCity, origin: string, act: Act): Promise<Answer> {
  const tally = newTally()
  for (;;) {
    const answer = await send(city, origin, act, tally)
    if (answer && answer.status < 500) return answer
    await new Promise((then) => setTimeout(then, 100))
  }
}

// Everything of the households and their history but ids and times made by the server.
async function stateHash(city: FaultCity, database: string): Promise<string> {
  return city.owner(async (connection) => {
    const { rows } = await connection.query<{ hash: string }>(
      `with moments as (
         select array_agg(distinct column_name::text) || array['id'] as names from information_schema.columns
         where table_schema = 'households' and table_name = 'event' and data_type like 'timestamp%'),
       stamps as (
         select array_agg(column_name::text) as names from information_schema.columns
         where table_schema = 'households' and table_name = 'household' and data_type like 'timestamp%')
       select md5(
         (select string_agg((to_jsonb(h) - s.names)::text, '|' order by h.county, h.id) from households.household h, stamps s) ||
         (select string_agg(row, '|' order by row) from
           (select (to_jsonb(e) - m.names)::text as row from households.event e, moments m) all_events)) as hash`,
    )
    return rows[0]!.hash
  }, database)
}

async function eachOf<T>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < all.length) await work(all[next++]!)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

function shuffled<T>(all: T[]): T[] {
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1)
    ;[all[at], all[other]] = [all[other]!, all[at]!]
  }
  return all
}
