/** Eight people who write without a pause, over all counties, and remember what the server has acknowledged. */
import { newId } from '@xinlu/kernel/basis'
import { deliver, newTally, type Tally } from './client.ts'
import { type FaultCity, writerOf } from './fault-city.ts'

/** Writing under way. */
export interface Writing {
  /** Ids of acknowledged acts. */
  acked: ReadonlySet<string>
  /** How many of them were visits, each of which leaves exactly one line in a household's history. */
  visits(): number
  tally: Tally
  /** Answers that are neither a success nor a wish to come again later; there must be none. */
  odd: readonly string[]
  /** Waits until so many were acknowledged. */
  until(acked: number): Promise<void>
  /** Lets each writer finish the act he is at. */
  stop(): Promise<void>
}

interface Subject {
  county: number
  id: string
  ver: number
}

interface Desk {
  cookies: Map<number, string>
  homes: Subject[]
  findings: Subject[]
}

const WRITERS = 8

/** Begins: three of four acts are visits, the fourth takes up a finding, as an office does after a screening. */
export async function beginWriting(city: FaultCity): Promise<Writing> {
  const desks = await desksFor(city)
  const acked = new Set<string>()
  const odd: string[] = []
  const tally = newTally()
  let visits = 0
  let isOver = false
  const writer = async (desk: Desk) => {
    for (let turn = 0; !isOver; turn += 1) {
      const isVisit = turn % 4 !== 3 || desk.findings.length === 0
      const list = isVisit ? desk.homes : desk.findings
      const subject = list[turn % list.length]!
      const command = newId()
      const { county, id, ver } = subject
      const body = isVisit
        ? { command, county, household: id, ver, onDay: city.asOf, note: `第${turn}次走访，情况正常。` }
        : { command, county, finding: id, ver, verdict: 'toLead', reason: `第${turn}次核实，转为线索。` }
      const path = isVisit ? '/api/households/record-visit' : '/api/monitoring/decide-finding'
      const asking = { origin: city.server.origin, cookie: desk.cookies.get(county)! }
      const answer = await deliver(asking, path, body, tally)
      if (answer.status !== 200) {
        odd.push(`${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`)
        if (odd.length > 50) return
        continue
      }
      acked.add(command)
      if (isVisit) visits += 1
      subject.ver = answer.body['ver'] as number
    }
  }
  const writing = Promise.all(desks.map(writer))
  return {
    acked,
    visits: () => visits,
    tally,
    odd,
    until: async (count) => {
      while (acked.size < count && odd.length < 50) await new Promise((then) => setTimeout(then, 20))
    },
    stop: async () => {
      isOver = true
      await writing
    },
  }
}

/** Answers how many of these acts the database does not know. */
export async function countLost(city: FaultCity, acked: ReadonlySet<string>): Promise<number> {
  return city.owner(async (connection) => {
    const { rows } = await connection.query<{ lost: number }>(
      `select count(*)::int as lost from unnest($1::uuid[]) a (id)
       where not exists (select from commands.inbox i where i.id = a.id)`,
      [[...acked]],
    )
    return rows[0]!.lost
  })
}

/** Answers how many visits stand in the histories of all households. */
export async function countVisits(city: FaultCity): Promise<number> {
  return city.owner(async (connection) => {
    const { rows } = await connection.query<{ count: number }>(
      `select count(*)::int as count from households.event where act = 'visited'`,
    )
    return rows[0]!.count
  })
}

// Each writer has households and findings of his own, from all counties: nobody meets another at one of them.
async function desksFor(city: FaultCity): Promise<Desk[]> {
  const cookies = new Map<number, string>()
  for (const county of city.counties) cookies.set(county, await city.cookie(writerOf(county)))
  const [homes, findings] = await city.owner(async (connection) => [
    (
      await connection.query<Subject>(
        `select county, id, ver from households.household where state = 'living' order by md5(id::text) limit 2000`,
      )
    ).rows,
    (
      await connection.query<Subject>(
        `select county, id, ver from rules.finding where state = 'open' order by md5(id::text) limit 2000`,
      )
    ).rows,
  ])
  const share = (all: Subject[], nth: number) => all.filter((_, at) => at % WRITERS === nth)
  return Array.from({ length: WRITERS }, (_, nth) => ({
    cookies,
    homes: share(homes, nth),
    findings: share(findings, nth),
  }))
}
