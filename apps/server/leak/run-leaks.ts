/** Asks every route as everybody for what lies outside his places, and collects every fault. */
import { type Random, randomFrom } from '../demo/random.ts'
import { aimAt, NOBODY } from './aim.ts'
import { askForOwn } from './ask-for-own.ts'
import type { Asker } from './city/actors.ts'
import { ROWS } from './city/fill-city.ts'
import { places } from './city/places.ts'
import { everNew } from './exceptions.ts'
import { changedOutside, rowSums } from './foreign-rows.ts'
import type { RouteUnderTest } from './inventory.ts'
import { type Fault, faultsOf } from './judge.ts'
import { idsIn } from './look-for-leaks.ts'
import type { City } from './open-city.ts'
import { type Pair, perturb } from './perturb.ts'
import type { Probes } from './probe.ts'
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
  own: Map<string, Set<number>>
  /** How many things of the askers' own places were in answers: a run that sees nothing finds no leak either. */
  seen: number
  minutes: number
}

interface Run {
  city: City
  probes: Probes
  random: Random
  /** How many triples each route is tried with by each asker, and whether it leaves the paths of the probes. */
  each: number
  strays: boolean
  /** Ids of foreign rows that were sent so far. */
  planted: Set<string>
  report: LeakReport
  progress(done: number): void
}

const PLACES_EACH = 2
const READING: readonly RouteUnderTest['kind'][] = ['ask', 'download']
const WRITING: readonly RouteUnderTest['kind'][] = ['act', 'upload']

/** Runs; the order of everything follows from the seed. */
export async function runLeaks(city: City, probes: Probes, wish: LeakWish): Promise<LeakReport> {
  const { askers, routes } = city
  const { seed, triples, progress = () => {} } = wish
  const started = performance.now()
  const report: LeakReport = {
    routes: routes.length,
    askers: askers.length,
    triples: 0,
    faults: [],
    own: new Map(routes.map(({ name }) => [name, new Set()])),
    seen: 0,
    minutes: 0,
  }
  const each = triples === undefined ? PLACES_EACH : Math.ceil(triples / routes.length / askers.length)
  const strays = triples !== undefined
  const run: Run = {
    city,
    probes,
    random: randomFrom(seed),
    each,
    strays,
    planted: new Set(),
    report,
    progress,
  }
  // Asks first: what acts write could otherwise be read again as if it had leaked.
  for (const kinds of [READING, WRITING]) for (const asker of askers) await visit(run, asker, kinds)
  report.minutes = (performance.now() - started) / 60_000
  return report
}

async function visit(run: Run, asker: Asker, kinds: readonly RouteUnderTest['kind'][]): Promise<void> {
  const { city, report } = run
  const before = await rowSums(city.admin, city.tables)
  // Backwards, because imports taken back and accounts ended, which stand first, would leave the others nothing.
  for (const route of city.routes.filter(({ kind }) => kinds.includes(kind)).toReversed()) {
    await askForOthers(run, asker, route)
    const own = await askForOwn(
      city,
      { route, asker, planted: plantedFor(run, route) },
      probeOf(route, run.probes),
    )
    for (const { status, seen, faults } of own) {
      report.own.get(route.name)!.add(status)
      report.seen += seen
      report.faults.push(...faults)
    }
  }
  await city.settled()
  for (const evidence of changedOutside(before, await rowSums(city.admin, city.tables), asker.places))
    report.faults.push({ route: '*', asker: asker.title, what: 'row changed', evidence })
}

async function askForOthers(run: Run, asker: Asker, route: RouteUnderTest): Promise<void> {
  const { city, report } = run
  for (let turn = 0; turn < run.each;) {
    const pairs = aimed(run, asker, route)
    for (const { body, twin } of pairs) {
      const foreign = { body, answer: await send(city.app, route, asker.cookie, body) }
      const nobody = { body: twin, answer: await send(city.app, route, asker.cookie, twin) }
      const trial = { route, asker, foreign, nobody, planted: plantedFor(run, route) }
      report.faults.push(...faultsOf(trial, city.belongings))
      for (const id of idsIn(body)) run.planted.add(id)
    }
    report.triples += pairs.length
    turn += pairs.length
    run.progress(report.triples)
  }
}

function aimed({ city, probes, random, strays }: Run, asker: Asker, route: RouteUnderTest): Pair[] {
  const place = random.pick(places.filter(({ code }) => !asker.places.has(code))).code
  const own = aimAt(asker.home, random.int(1, ROWS))
  const aim = aimAt(place, random.int(1, ROWS))
  const nobody = aimAt(place, NOBODY)
  const probe = probeOf(route, probes)
  const twins = probe({ aim: nobody, own })
  return probe({ aim, own }).map((body, i) => {
    const pair = { body, twin: twins[i]! }
    // Half of a long run leaves the paths that somebody thought of.
    return strays && random.chance(0.5) ? perturb(pair, { aim, nobody, tables: city.tables }, random) : pair
  })
}

// Where an answer may repeat what somebody wrote before, foreign ids that were sent are no news.
function plantedFor({ planted }: Run, route: RouteUnderTest): string[] {
  return WRITING.includes(route.kind) || Object.hasOwn(everNew, route.name) ? [...planted] : []
}
