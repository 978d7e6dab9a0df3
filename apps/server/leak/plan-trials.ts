/** Decides before the run what it will send: nothing twice, and more of it where there is something to be found. */
import { type Random, randomFrom } from '../demo/random.ts'
import { aimAt, NOBODY } from './aim.ts'
import type { Asker } from './city/actors.ts'
import { ROWS } from './city/fill-city.ts'
import { places } from './city/places.ts'
import type { RouteUnderTest } from './inventory.ts'
import { written } from './judge.ts'
import type { City } from './open-city.ts'
import { type Pair, perturb } from './perturb.ts'
import type { Probes } from './probe.ts'
import { probeOf } from './probes.ts'

/** A request for something of a foreign place, and its twin for something that is nowhere. */
export interface PlannedTrial extends Pair {
  route: RouteUnderTest
}

/** What one asker sends in one go: his requests for others' rows, and the routes he then asks for his own. */
export interface Visit {
  asker: Asker
  kinds: 'reading' | 'writing'
  routes: readonly RouteUnderTest[]
  trials: readonly PlannedTrial[]
}

/** How much is wanted: so many triples in all, or a few for each route and asker. */
export interface PlanWish {
  seed: number
  triples?: number
}

const EACH_IN_SHORT = 2
// So many times in a row nothing new is found before a route is taken for exhausted.
const PATIENCE = 40

/** Answers the visits of a run; the order of everything follows from the seed. */
export function planTrials(
  { askers, routes, tables }: Pick<City, 'askers' | 'routes' | 'tables'>,
  probes: Probes,
  { seed, triples }: PlanWish,
): Visit[] {
  const random = randomFrom(seed)
  // Asks first: what acts write could otherwise be read again as if it had leaked. Routes backwards, because imports
  // taken back and accounts ended, which stand first, would leave the others nothing.
  const visits = (['reading', 'writing'] as const).flatMap((kinds) =>
    askers.map((asker) => ({
      asker,
      kinds,
      routes: routes.filter((route) => isReading(route) === (kinds === 'reading')).toReversed(),
    })),
  )
  const pairs = visits.flatMap((visit) => visit.routes.map((route) => ({ visit, route })))
  const trials = new Map<object, PlannedTrial[]>(visits.map((visit) => [visit, []]))
  let weight = pairs.reduce((sum, { visit, route }) => sum + weightOf(route, visit.asker), 0)
  let done = 0
  for (const { visit, route } of pairs) {
    const own = weightOf(route, visit.asker)
    // What an exhausted route leaves is shared among those that come after it.
    const quota =
      triples === undefined ? EACH_IN_SHORT : Math.max(1, Math.ceil(((triples - done) * own) / weight))
    weight -= own
    const at = { asker: visit.asker, route, tables, probes, strays: triples !== undefined }
    const planned = distinctPairs(at, quota, random).map((pair) => ({ ...pair, route }))
    trials.get(visit)!.push(...planned)
    done += planned.length
  }
  return visits.map((visit) => ({ ...visit, trials: trials.get(visit)! }))
}

/** Tells whether the route only answers. */
export function isReading({ kind }: Pick<RouteUnderTest, 'kind'>): boolean {
  return kind === 'ask' || kind === 'download'
}

/** Tells whether the route is for this asker at all; the others are refused before anything is looked up. */
export function isFor(route: RouteUnderTest, { role, cookie }: Asker): boolean {
  return cookie !== undefined && role !== undefined && route.may.roles.includes(role)
}

// An uploaded file is parsed in a process of its own, so one of them costs as much as a dozen questions.
function weightOf(route: RouteUnderTest, asker: Asker): number {
  return isFor(route, asker) && route.kind !== 'upload' ? 4 : 1
}

interface Aiming {
  asker: Asker
  route: RouteUnderTest
  tables: readonly string[]
  probes: Probes
  strays: boolean
}

function distinctPairs(at: Aiming, quota: number, random: Random): Pair[] {
  const found = new Map<string, Pair>()
  for (let misses = 0; found.size < quota && misses < PATIENCE;) {
    const before = found.size
    for (const pair of aimed(at, random)) {
      const key = written(pair.body)
      if (!found.has(key)) found.set(key, pair)
    }
    misses = found.size === before ? misses + 1 : 0
  }
  return [...found.values()]
}

function aimed({ asker, route, tables, probes, strays }: Aiming, random: Random): Pair[] {
  const place = random.pick(places.filter(({ code }) => !asker.places.has(code))).code
  const own = aimAt(asker.home, random.int(1, ROWS))
  const aim = aimAt(place, random.int(1, ROWS))
  const nobody = aimAt(place, NOBODY)
  const probe = probeOf(route, probes)
  const twins = probe({ aim: nobody, own })
  return probe({ aim, own }).map((body, i) => {
    const pair = { body, twin: twins[i]! }
    // Half of a long run leaves the paths that somebody thought of.
    return strays && random.chance(0.5) ? perturb(pair, { aim, nobody, tables }, random) : pair
  })
}
