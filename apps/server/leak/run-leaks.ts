/** Asks every route as everybody for what lies outside his places, and collects every fault. */
import { type Random, randomFrom } from '../demo/random.ts'
import { aimAt, NOBODY } from './aim.ts'
import type { Asker } from './city/actors.ts'
import { ROWS } from './city/fill-city.ts'
import { places } from './city/places.ts'
import { changedOutside, rowSums } from './foreign-rows.ts'
import { everNew } from './exceptions.ts'
import type { RouteUnderTest } from './inventory.ts'
import { type Fault, faultsOf } from './judge.ts'
import { betrayalsIn, textsIn } from './look-for-leaks.ts'
import type { City } from './open-city.ts'
import { type Pair, perturb } from './perturb.ts'
import type { Body, Probe, Probes } from './probe.ts'
import { probeOf } from './probes.ts'
import { send } from './send.ts'

/** How much is tried: `triples` in all, or a few foreign places for each route and asker. */
export interface LeakWish {
  seed: number
  triples?: number
  progress?: (done: number) => void
}

/** What was tried, and what was found. */
export interface LeakReport {
  routes: number
  askers: number
  triples: number
  faults: Fault[]
  /** The statuses that each route answered to people asking for their own. */
  own: ReadonlyMap<string, ReadonlySet<number>>
  /** How many answers held something of the asker's own places: an empty run finds no leak either. */
  seen: number
  minutes: number
}

const PLACES_EACH = 2
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const READING: readonly RouteUnderTest['kind'][] = ['ask', 'download']
const WRITING: readonly RouteUnderTest['kind'][] = ['act', 'upload']

/** Runs; the order of everything follows from the seed. */
export async function runLeaks(city: City, probes: Probes, wish: LeakWish): Promise<LeakReport> {
  const started = performance.now()
  const random = randomFrom(wish.seed)
  const { askers, routes } = city
  const each =
    wish.triples === undefined ? PLACES_EACH : Math.ceil(wish.triples / routes.length / askers.length)
  const report = { faults: [] as Fault[], triples: 0, seen: 0 }
  const planted = new Set<string>()
  const own = new Map(routes.map(({ name }) => [name, new Set<number>()]))
  // Asks first: what acts write could otherwise be read again as if it had leaked.
  for (const kinds of [READING, WRITING]) {
    for (const asker of askers) {
      const before = await rowSums(city.admin, city.tables)
      // Backwards, because imports taken back and accounts ended, which stand first, would leave the others nothing.
      for (const route of routes.filter(({ kind }) => kinds.includes(kind)).toReversed()) {
        for (let turn = 0; turn < each;) {
          const pairs = aimed(route, asker, random)
          for (const { body, twin } of pairs)
            report.faults.push(...(await tried(city, { route, asker, planted }, body, twin)))
          report.triples += pairs.length
          turn += pairs.length
          wish.progress?.(report.triples)
        }
        const answers = await askedForOwn(city, { route, asker, planted }, probeOf(route, probes))
        for (const { status, seen } of answers) {
          own.get(route.name)!.add(status)
          report.seen += seen
        }
        report.faults.push(...answers.flatMap(({ faults }) => faults))
      }
      const changed = changedOutside(before, await rowSums(city.admin, city.tables), asker.places)
      report.faults.push(
        ...changed.map((evidence) => ({
          route: '*',
          asker: asker.title,
          what: 'row changed' as const,
          evidence,
        })),
      )
    }
  }
  const minutes = (performance.now() - started) / 60_000
  return { ...report, routes: routes.length, askers: askers.length, own, minutes }

  function aimed(route: RouteUnderTest, asker: Asker, chance: Random): Pair[] {
    const foreign = places.filter(({ code }) => !asker.places.has(code))
    const place = chance.pick(foreign).code
    const own = aimAt(asker.home, chance.int(1, ROWS))
    const aim = aimAt(place, chance.int(1, ROWS))
    const nobody = aimAt(place, NOBODY)
    const probe = probeOf(route, probes)
    const twins = probe({ aim: nobody, own })
    return probe({ aim, own }).map((body, i) => {
      const pair = { body, twin: twins[i]! }
      // Half of a long run leaves the paths that somebody thought of.
      const strays = wish.triples !== undefined && chance.chance(0.5)
      return strays ? perturb(pair, { aim, nobody, tables: city.tables }, chance) : pair
    })
  }
}

interface Visit {
  route: RouteUnderTest
  asker: Asker
  /** Foreign ids that some asker has sent: where an answer may repeat what was written, they are no news. */
  planted: Set<string>
}

async function tried(city: City, visit: Visit, body: Body, twin: Body): Promise<Fault[]> {
  const { route, asker } = visit
  const foreign = { body, answer: await send(city.app, route, asker.cookie, body) }
  const nobody = { body: twin, answer: await send(city.app, route, asker.cookie, twin) }
  const faults = faultsOf({ route, asker, foreign, nobody, planted: plantedFor(visit) }, city.belongings)
  for (const text of textsIn(body)) visit.planted.add(text)
  return faults
}

// Asking for one's own shows that the routes work at all, and is looked through for others as well.
async function askedForOwn(city: City, visit: Visit, probe: Probe) {
  const { route, asker } = visit
  const { belongings } = city
  const bodies = probe({ aim: aimAt(asker.home, 2), own: aimAt(asker.home, 1) })
  const answers: { status: number; seen: number; faults: Fault[] }[] = []
  for (const body of bodies) {
    const { status, text } = await send(city.app, route, asker.cookie, body)
    const sent = [...textsIn(body), ...plantedFor(visit)]
    const held = betrayalsIn(text, { covered: new Set(), sent, belongings })
    const faults = held
      .filter(({ place }) => !asker.places.has(place))
      .map(({ place, evidence }): Fault => ({
        route: route.name,
        asker: asker.title,
        what: 'foreign bytes',
        evidence: `${place}: ${evidence}`,
      }))
    answers.push({ status, seen: held.length - faults.length, faults })
  }
  return answers
}

function plantedFor({ route, planted }: Visit): string[] {
  const repeats = WRITING.includes(route.kind) || Object.hasOwn(everNew, route.name)
  return repeats ? [...planted].filter((text) => UUID.test(text)) : []
}
