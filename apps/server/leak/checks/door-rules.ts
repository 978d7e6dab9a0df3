/** What answers must not tell although it is of the asker's own places, and what must be refused although it leaks nothing. */
import { isCleared } from '@xinlu/kernel/access'
import { type DivisionCode, isWithin, scopeOf } from '@xinlu/kernel/basis'
import { exchangePermissions } from '@xinlu/kernel/exchange'
import { households } from '@xinlu/households'
import { rulesFor } from '@xinlu/monitoring'
import { importTargets } from '../../modules.ts'
import { type Aim, aimAt } from '../aim.ts'
import type { Asker } from '../city/actors.ts'
import { places } from '../city/places.ts'
import type { Worker } from '../fields/expected-field.ts'
import type { RouteUnderTest } from '../inventory.ts'
import { type Fault, namesPlaceOutside } from '../judge.ts'
import type { City } from '../open-city.ts'
import { isFor } from '../plan-trials.ts'
import type { Body, Probes } from '../probe.ts'
import { probeOf } from '../probes.ts'
import { send } from '../send.ts'
import { expectedOf } from './ledger-doors.ts'

/** One request with its answer; `isForeign` when it was aimed outside the places of the asker. */
interface Asked {
  route: RouteUnderTest
  asker: Asker
  body: Body
  isForeign: boolean
  status: number
  content: string
}

/** A rule answers what is wrong, or nothing. */
type Rule = (asked: Asked) => string | undefined

const known = new Set(places.map(({ code }) => code))

const rules: Readonly<Record<string, Rule>> = {
  'a route is for the roles of its permission': ({ route, asker, status }) =>
    isFor(route, asker) || [401, 403, 422].includes(status) ? undefined : `${status}`,
  'nothing is done for a place outside the post': ({ route, asker, body, isForeign, status }) =>
    // 428 asks about doubts: by then the place has been accepted.
    isForeign &&
    ['act', 'upload'].includes(route.kind) &&
    [200, 428].includes(status) &&
    namesPlaceOutside(body, asker)
      ? JSON.stringify(body).slice(0, 200)
      : undefined,
  'nothing is counted or set for a place outside the post': ({ route, asker, body, isForeign, status }) =>
    isForeign &&
    ['monitoring.whatIf', 'monitoring.listParameters'].includes(route.name) &&
    typeof body.division === 'number' &&
    !asker.places.has(body.division) &&
    status === 200
      ? `${body.division}`
      : undefined,
  'settings of sign-in are set from a city': ({ route, asker, status }) =>
    route.name === 'administration.changeSetting' && !coversCity(asker) && status === 200
      ? `${status}`
      : undefined,
  'numbers are told only of places of the post': ({ route, asker, content }) =>
    route.kind === 'ask' ? placeTold(asker, content) : undefined,
  'a department is told of the ledgers it sends': ({ asker, content }) => {
    if (asker.role !== 'department') return undefined
    const told = all(content, /"(?:ledger|name)":"([A-Za-z.]+)"/g)
    return importTargets
      .filter((target) => !expectedOf(asker, target, exchangePermissions.read.roles))
      .map(({ ledger: { name } }) => name)
      .find((name) => told.includes(name) || told.includes(name.replace('departments.', '')))
  },
  'a department opens only the imports of its own ledgers': ({ route, asker, body, isForeign, status }) => {
    if (isForeign || asker.role !== 'department' || body.batch === undefined || status !== 200)
      return undefined
    const target = importTargets.find(({ ledger }) => ledger.name === 'departments.medicalExpense')!
    return expectedOf(asker, target, exchangePermissions.read.roles) ? undefined : route.name
  },
  'rules are told to those who may read what they rest on': ({ route, asker, content }) => {
    if (!route.name.startsWith('monitoring.') || !isWorker(asker)) return undefined
    const mine = new Set(rulesFor(asker).map(({ key }) => key))
    const word =
      route.name === 'monitoring.listRules' ? /"key":"([a-zA-Z]+\.[a-zA-Z]+)"/g : /"rule":"([a-zA-Z.]+)"/g
    return ruleRoutes.includes(route.name) ? all(content, word).find((key) => !mine.has(key)) : undefined
  },
  'a number that may not be read may not be searched by': ({ route, asker, body, status }) => {
    if (route.name !== 'households.searchHouseholds' || !isWorker(asker) || status !== 200) return undefined
    if (body.idNumber !== undefined && !isCleared(asker, 'sensitive')) return 'idNumber'
    return body.phone !== undefined && !isCleared(asker, 'personal') ? 'phone' : undefined
  },
  'receiving is offered to those who may': ({ asker, content }) =>
    isWorker(asker) && !households.move.roles.includes(asker.role) && content.includes('"canReceive":true')
      ? 'canReceive'
      : undefined,
}

const ruleRoutes = [
  'monitoring.listRules',
  'monitoring.listFindings',
  'monitoring.countFindings',
  'monitoring.whatIf',
]

/** Asks a route as everybody, for own rows and for those of one place outside, and answers every rule broken. */
export async function ruleFaults(city: City, probes: Probes, route: RouteUnderTest): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const asker of city.askers) {
    const own = aimAt(asker.home, 1)
    const outside = places.find(({ code }) => code % 1000 > 0 && !asker.places.has(code))!
    const county = places.find(({ code }) => code % 1_000_000 === 0 && !asker.places.has(code))!
    const aims: [Aim, boolean][] = [
      [own, false],
      [aimAt(outside.code, 1), true],
      [aimAt(county.code, 1), true],
    ]
    for (const [aim, isForeign] of aims)
      for (const body of probeOf(route, probes)({ aim, own })) {
        const { status, text } = await send(city.app, route, asker.cookie, body)
        const asked = { route, asker, body, isForeign, status, content: text.slice(text.indexOf('\n\n') + 2) }
        for (const [name, rule] of Object.entries(rules)) {
          const evidence = rule(asked)
          if (evidence !== undefined)
            faults.push({
              route: route.name,
              asker: asker.title,
              what: 'rule broken',
              evidence: `${name}: ${evidence}`,
            })
        }
      }
  }
  return faults
}

function placeTold(asker: Asker, content: string): string | undefined {
  const counties = new Set([...asker.places].map((code) => Math.floor(code / 1_000_000)))
  return (
    all(content, /"division":(\d{12})/g).find(
      (code) => known.has(Number(code)) && !holdsOwn(asker, Number(code)),
    ) ?? all(content, /"county":(\d{6})(?!\d)/g).find((county) => !counties.has(Number(county)))
  )
}

// What is grouped by a larger place stands under its code, however little of it is seen.
function holdsOwn({ places: covered }: Asker, code: number): boolean {
  const area = scopeOf(code as DivisionCode)
  return [...covered].some((own) => isWithin(own as DivisionCode, area))
}

function coversCity({ places: covered }: Asker): boolean {
  return [...covered].some((code) => code % 100_000_000 === 0)
}

function isWorker(asker: Asker): asker is Worker {
  return asker.role !== undefined
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found!)
}
