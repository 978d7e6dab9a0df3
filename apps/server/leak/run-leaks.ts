/** Asks every route as everybody for what lies outside his places, and collects every fault. */
import { askForOwn } from './ask-for-own.ts'
import { everNew } from './exceptions.ts'
import { changedOutside, type RowSums, rowSums } from './foreign-rows.ts'
import { inParallel } from './in-parallel.ts'
import { type Fault, faultsOf, written } from './judge.ts'
import { idsIn } from './look-for-leaks.ts'
import type { City } from './open-city.ts'
import { isFor, isReading, type PlannedTrial, planTrials, type PlanWish, type Visit } from './plan-trials.ts'
import type { Probes } from './probe.ts'
import { probeOf } from './probes.ts'
import { type Answer, send } from './send.ts'
import type { RouteUnderTest } from './inventory.ts'

/** How much is tried, and who hears how far it is. */
export interface LeakWish extends PlanWish {
  progress?: (done: number) => void
  /** False where nothing that is written is kept, so that there are no rows to compare. */
  comparesRows?: boolean
}

/** What was tried, and what was found. */
export interface LeakReport {
  routes: number
  askers: number
  /** Different requests of one asker to one route for something foreign. */
  triples: number
  /** Requests that went over the wire, twins and questions for own rows included. */
  requests: number
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
  /** Ids of foreign rows that were sent so far. */
  planted: Set<string>
  report: LeakReport
  progress(done: number): void
  sums: RowSums | undefined
}

// One process asks, and several of the database's answer; more hands than these only wait for each other.
const HANDS = 10

/** Runs; the order of everything follows from the seed. */
export async function runLeaks(
  city: City,
  probes: Probes,
  { progress = () => {}, comparesRows = true, ...wish }: LeakWish,
): Promise<LeakReport> {
  const { askers, routes } = city
  const started = performance.now()
  const report: LeakReport = {
    routes: routes.length,
    askers: askers.length,
    triples: 0,
    requests: 0,
    faults: [],
    own: new Map(routes.map(({ name }) => [name, new Set()])),
    seen: 0,
    minutes: 0,
  }
  const sums = comparesRows ? await rowSums(city.admin, city.tables) : undefined
  const run: Run = { city, probes, planted: new Set(), report, progress, sums }
  for (const visit of planTrials(city, probes, wish)) await make(run, visit)
  report.minutes = (performance.now() - started) / 60_000
  return report
}

async function make(run: Run, { asker, routes, trials }: Visit): Promise<void> {
  const { city, report } = run
  for (const { body } of trials) for (const id of idsIn(body)) run.planted.add(id)
  const twins = new Map<string, Promise<Answer>>()
  const isLasting = ({ route }: PlannedTrial): boolean => isReading(route) || !isFor(route, asker)
  const lasting = trials.filter(isLasting)
  const changing = trials.filter((trial) => !isLasting(trial))
  await inParallel(lasting, HANDS, (trial) => attempt(run, asker, trial, twins))
  // Acts that may be done come one by one: another one in between would make a request and its twin differ.
  for (const trial of changing) await attempt(run, asker, trial, twins)
  for (const route of routes) {
    const visit = { route, asker, planted: plantedFor(run, route) }
    for (const { status, seen, faults } of await askForOwn(city, visit, probeOf(route, run.probes))) {
      report.own.get(route.name)!.add(status)
      report.requests += 1
      report.seen += seen
      report.faults.push(...faults)
    }
  }
  await city.settled()
  if (run.sums === undefined) return
  const after = await rowSums(city.admin, city.tables)
  for (const evidence of changedOutside(run.sums, after, asker.places))
    report.faults.push({ route: '*', asker: asker.title, what: 'row changed', evidence })
  run.sums = after
}

async function attempt(
  run: Run,
  asker: Visit['asker'],
  { route, body, twin }: PlannedTrial,
  twins: Map<string, Promise<Answer>>,
): Promise<void> {
  const { city, report } = run
  const ask = (content: PlannedTrial['body']): Promise<Answer> => {
    report.requests += 1
    return send(city.app, route, asker.cookie, content)
  }
  const foreign = { body, answer: await ask(body) }
  // What changes nothing is answered alike each time, so one answer about nobody serves all that are compared with it.
  const key = `${route.name} ${written(twin)}`
  const isLasting = isReading(route) || !isFor(route, asker)
  const answer = (isLasting ? twins.get(key) : undefined) ?? ask(twin)
  if (isLasting) twins.set(key, answer)
  const nobody = { body: twin, answer: await answer }
  const trial = { route, asker, foreign, nobody, planted: plantedFor(run, route) }
  report.faults.push(...faultsOf(trial, city.belongings))
  report.triples += 1
  run.progress(report.triples)
}

const NOTHING: ReadonlySet<string> = new Set()

// Where an answer may repeat what somebody wrote before, foreign ids that were sent are no news.
function plantedFor({ planted }: Run, route: RouteUnderTest): ReadonlySet<string> {
  return !isReading(route) || Object.hasOwn(everNew, route.name) ? planted : NOTHING
}
