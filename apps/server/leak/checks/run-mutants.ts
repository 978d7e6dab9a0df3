/** Takes every check of every route out, one at a time, and sees whether the doors still hold. */
import { clearances } from '@xinlu/kernel/access'
import { fieldsToldAt } from '../fields/fields-told.ts'
import type { RouteUnderTest } from '../inventory.ts'
import type { Fault } from '../judge.ts'
import type { City } from '../open-city.ts'
import type { Probes } from '../probe.ts'
import { runLeaks } from '../run-leaks.ts'
import type { Check, CheckMutant, Seam } from './check-seam.ts'
import type { Dry } from './dry-pool.ts'
import { ruleFaults } from './door-rules.ts'
import { ledgerFaults } from './ledger-doors.ts'
import { importTargets } from '../../modules.ts'
import { unconfirmedFaults } from './unconfirmed.ts'

/** A city whose routes have a seam, and whose database can be told to keep nothing. */
export interface SeamedCity {
  city: City
  seam: Seam
  dry: Dry
  /** The routes whose checks are taken out: all of the server, or a few. */
  routes: readonly RouteUnderTest[]
  /** The names of all ledgers. */
  ledgers: readonly string[]
  /** Those that departments send. */
  sentByUnits: readonly string[]
}

/** What became of the mutants. */
export interface MutantReport {
  total: number
  killed: number
  /** Of those killed: narrowings that row security holds as well, so that only both together let anything through. */
  doublyCovered: string[]
  survivors: string[]
  /** How many there are of each check. */
  byCheck: Partial<Record<Check, number>>
  minutes: number
}

/** The seed of what is sent, and who hears how far it is. */
export interface MutantWish {
  seed: number
  progress?: (done: number, all: number) => void
}

/** Answers what the doors let through while nothing is taken out; anything but nothing makes mutants meaningless. */
export async function faultsUnchanged(
  seamed: SeamedCity,
  probes: Probes,
  { seed }: MutantWish,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const route of seamed.routes) faults.push(...(await faultsAt(seamed, probes, route, seed)))
  return faults
}

/** Runs; row security is taken away as well where a narrowing alone is not noticed. */
export async function runMutants(
  seamed: SeamedCity,
  probes: Probes,
  { seed, progress = () => {} }: MutantWish,
): Promise<MutantReport> {
  const started = performance.now()
  const mutants = mutantsOf(seamed)

  const report: MutantReport = {
    total: mutants.length,
    killed: 0,
    doublyCovered: [],
    survivors: [],
    byCheck: {},
    minutes: 0,
  }
  for (const [at, mutant] of mutants.entries()) {
    const name = `${mutant.of} ${mutant.check}`
    report.byCheck[mutant.check] = (report.byCheck[mutant.check] ?? 0) + 1
    if (await isNoticed(seamed, probes, mutant, seed)) report.killed += 1
    else if (canBeLifted(mutant) && (await isNoticed(seamed, probes, { ...mutant, lifted: true }, seed))) {
      report.killed += 1
      report.doublyCovered.push(name)
    } else report.survivors.push(name)
    progress(at + 1, mutants.length)
  }
  report.minutes = (performance.now() - started) / 60_000
  return report
}

// Only where the code narrows by place can row security stand behind it.
function canBeLifted({ check }: CheckMutant): boolean {
  return check === 'place' || check === 'range'
}

/** Answers every mutant there is; what a route's code never looks at is no check of it. */
export function mutantsOf({ routes, seam, ledgers, sentByUnits }: SeamedCity): CheckMutant[] {
  const ofRoutes = routes.flatMap((route): CheckMutant[] =>
    checksOf(route, seam).map((check) => ({ of: route.name, check })),
  )
  const ofLedgers = ledgers.map((of): CheckMutant => ({ of, check: 'ledgerPermission' }))
  const ofUnits = sentByUnits.map((of): CheckMutant => ({ of, check: 'ledgerUnit' }))
  return [...ofRoutes, ...ofLedgers, ...ofUnits]
}

/** Acts whose subject is looked for by something else than its place. */
const narrowedOtherwise: Readonly<Record<string, string>> = {
  'administration.endOwnSession': 'sessions are found by the own account',
}

function checksOf(route: RouteUnderTest, { read }: Seam): Check[] {
  const { name, kind, may } = route
  const found: Check[] = []
  if (may.roles.length < Object.keys(clearances).length) found.push('may')
  // Where nothing is looked up, or nothing but the own place comes of it, there is no check to take out.
  if (read.has(`${name} elsewhere`)) found.push('place')
  if (read.has(`${name} rows`) && !Object.hasOwn(narrowedOtherwise, name)) found.push('subject')
  if (read.has(`${name} scope`) || read.has(`${name} extra`)) found.push('range')
  // Where everybody who may come in is cleared for everything, there is nothing to take out.
  const isPartly = may.roles.some((role) => role === 'department' || !clearances[role].includes('sensitive'))
  if (kind === 'ask' && isPartly && (read.has(`${name} role`) || read.has(`${name} unit`)))
    found.push('clearance')
  if (route.wantsConfirmation) found.push('confirmation')
  return found
}

async function isNoticed(
  seamed: SeamedCity,
  probes: Probes,
  mutant: CheckMutant,
  seed: number,
): Promise<boolean> {
  const { city, seam } = seamed
  seam.mutant = mutant
  try {
    if (mutant.check === 'ledgerPermission' || mutant.check === 'ledgerUnit')
      return (await ledgerFaults(city, mutant.of)).length > 0
    const route = city.routes.find(({ name }) => name === mutant.of)!
    return (await faultsAt(seamed, probes, route, seed)).length > 0
  } finally {
    delete seam.mutant
  }
}

async function faultsAt(
  { city, dry }: SeamedCity,
  probes: Probes,
  route: RouteUnderTest,
  seed: number,
): Promise<Fault[]> {
  // A file is checked in the background after its answer, so what was begun for it has to stay until it is checked.
  const isUpload = route.kind === 'upload'
  dry.on = !isUpload
  try {
    const { faults } = await runLeaks({ ...city, routes: [route] }, probes, { seed, comparesRows: false })
    return [
      ...faults,
      ...(await ruleFaults(city, probes, route)),
      ...(route.kind === 'ask' ? await fieldsToldAt(city, probes, route) : []),
      ...(route.wantsConfirmation ? await unconfirmedFaults(city, probes, route) : []),
      ...(route.name === 'exchange.listLedgers' ? await allLedgerFaults(city) : []),
    ]
  } finally {
    dry.on = false
    if (isUpload) await forgetUploads(city)
  }
}

async function allLedgerFaults(city: City): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const { ledger } of importTargets) faults.push(...(await ledgerFaults(city, ledger.name)))
  return faults
}

// What the run itself sent would fill the first page of every list of imports.
async function forgetUploads(city: City): Promise<void> {
  await city.settled()
  await city.admin.query(
    "delete from exchange.staged where batch in (select id from exchange.batch where file_name = '结算.csv')",
  )
  await city.admin.query("delete from exchange.batch where file_name = '结算.csv'")
}
