/** Acts that need something done before them, and doubts that need a reason. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aimAt } from '../leak/aim.ts'
import type { Asker } from '../leak/city/actors.ts'
import type { RouteUnderTest } from '../leak/inventory.ts'
import type { City } from '../leak/open-city.ts'
import type { Body } from '../leak/probe.ts'
import { probeOf, probes } from '../leak/probes.ts'
import { medicalSheet } from '../leak/probes/exchange.ts'
import { send } from '../leak/send.ts'

/** Who asks, and with what. */
export interface Asking {
  cookie: string | undefined
  body: Body
  /** What has to be done anew before each request. */
  ready?(): Promise<void>
}

const HOUSEHOLD = 'households.household'
const PERSON = 'households.person'
const reason = '核对户口簿后办理'
const onDay = '2023-06-10'

/** What is done first, and the request that can be made then; by the name of the route. */
export const specialWays: Readonly<Record<string, (city: City) => Promise<Asking>>> = {
  async 'administration.endOwnSession'(city) {
    const token = createHash('sha256').update('a second session').digest()
    await city.admin.query(
      `insert into access.session (token_hash, account, post, created_at, seen_at, expires_at, idle_minutes, confirm_minutes)
       select $1, account, post, created_at, seen_at, expires_at, idle_minutes, confirm_minutes from access.session
       where account = (select id from access.account where login = 'asker-1') limit 1`,
      [token],
    )
    return { cookie: city.askers[0]!.cookie, body: { session: token.toString('hex') } }
  },
  'exchange.undoImport': (city) => done(city, 'exchange.commitImport'),
  async 'exchange.checkAgain'(city) {
    const asker = askerOf(city, 'county')
    const aim = aimAt(asker.home, 1)
    const batch = aim.id('exchange.batch')
    await city.admin.query(`update exchange.batch set state = 'failed' where id = $1`, [batch])
    // A check takes its file away, so that every further one needs it again.
    const ready = async () => {
      mkdirSync(city.spool!, { recursive: true })
      writeFileSync(join(city.spool!, batch), medicalSheet(aim))
    }
    return { cookie: asker.cookie, body: { batch }, ready }
  },
  async 'households.splitHousehold'(city) {
    const { body } = await done(city, 'households.addMember')
    const { cookie } = askerOf(city, 'township')
    const { county, household, ver, person } = body as Record<string, never> & {
      person: { id: string }
      ver: number
    }
    const people = [{ person: person.id, relation: 'head' }]
    const newHousehold = '0195a1b2-0000-7000-8000-00000000f00d'
    return { cookie, body: { county, household, ver: ver + 1, newHousehold, people, onDay } }
  },
  async 'households.mergeHouseholds'(city) {
    const { cookie, home } = askerOf(city, 'township')
    const [one, two] = [aimAt(home, 1), aimAt(home, 2)]
    const people = [{ person: one.id(PERSON), relation: 'son' }]
    const from = { county: one.county, household: one.id(HOUSEHOLD), ver: 1 }
    return { cookie, body: { ...from, into: two.id(HOUSEHOLD), intoVer: 1, people, onDay } }
  },
  async 'households.moveHousehold'(city) {
    const { cookie, home } = askerOf(city, 'township')
    const aim = aimAt(home, 1)
    await city.admin.query('delete from households.move')
    const to = home === 149921100201 ? 149921100202 : 149921100201
    return { cookie, body: { county: aim.county, household: aim.id(HOUSEHOLD), ver: 1, to, reason, onDay } }
  },
  async 'households.explainDoubt'(city) {
    const asker = askerOf(city, 'township')
    const aim = aimAt(asker.home, 1)
    const at = { county: aim.county, household: aim.id(HOUSEHOLD) }
    const { doubts } = await asked(city, 'households.getHousehold', asker, at)
    const { rule, mark, person } = (doubts as { rule: string; mark: string; person: string | null }[])[0]!
    return { cookie: asker.cookie, body: { ...at, rule, mark, ...(person ? { person } : {}), reason } }
  },
  async 'departments.reopenRecord'(city) {
    const { cookie, body } = await done(city, 'departments.dropRecord')
    const { county, records } = body as { county: number; records: { id: string; ver: number }[] }
    return { cookie, body: { county, records: records.map(({ id, ver }) => ({ id, ver: ver + 1 })), reason } }
  },
}

/** Answers everybody whose role may ask a route. */
export function askersOf(city: City, route: RouteUnderTest): Asker[] {
  return city.askers.filter(({ role }) => role !== undefined && route.may.roles.includes(role))
}

/** Sends a body; where the house doubts something, once more with a reason for every doubt. */
export async function withReasons(
  city: City,
  route: RouteUnderTest,
  cookie: string | undefined,
  body: Body,
): Promise<{ status: number; body: Body; text: string }> {
  const first = await send(city.app, route, cookie, body)
  if (first.status !== 428 || !first.text.includes('"doubts"')) return { ...first, body }
  const { doubts } = jsonOf(first.text) as {
    doubts: { rule: string; mark: string; person?: string | null }[]
  }
  const overrides = doubts.map(({ rule, mark, person }) => ({
    rule,
    mark,
    ...(person ? { person } : {}),
    reason,
  }))
  const second = { ...body, overrides }
  return { ...(await send(city.app, route, cookie, second)), body: second }
}

function askerOf(city: City, role: Asker['role']): Asker {
  return city.askers.find((asker) => asker.role === role)!
}

const routeOf = (city: City, name: string) => city.routes.find((route) => route.name === name)!

async function asked(city: City, name: string, asker: Asker, body: Body): Promise<Record<string, unknown>> {
  const { status, text } = await send(city.app, routeOf(city, name), asker.cookie, body)
  if (status !== 200) throw new Error(`${name}: ${status} ${text}`)
  return jsonOf(text)
}

/** Does an act by its probe, for the first asker that may, and answers who did it with what. */
async function done(city: City, name: string): Promise<Asking> {
  const route = routeOf(city, name)
  for (const { home, cookie } of askersOf(city, route)) {
    for (const body of probeOf(route, probes)({ aim: aimAt(home, 1), own: aimAt(home, 2) })) {
      const made = await withReasons(city, route, cookie, body)
      if (made.status === 200) return { cookie, body: made.body }
    }
  }
  throw new Error(`${name} could not be done`)
}

function jsonOf(text: string): Record<string, unknown> {
  return JSON.parse(text.slice(text.indexOf('\n\n') + 2)) as Record<string, unknown>
}
