/** Everything that is offered to be listed, filtered, sorted and searched, as the contracts name it. */
import type { Actor } from '@xinlu/kernel/access'
import type { DivisionCode } from '@xinlu/kernel/basis'
import type { Ask } from '@xinlu/kernel/commands'
import { exchangeContract } from '@xinlu/kernel/exchange'
import { departmentContract } from '@xinlu/departments'
import { contract as householdContract } from '@xinlu/households'
import { monitoringContract } from '@xinlu/monitoring'
import {
  listAccounts,
  listOwnSessions,
  listPlaceChanges,
  searchAudit,
  searchPlaces,
} from '../administration/contract.ts'

const { listImports, listRows } = exchangeContract
const { listBatches, listWaiting, recordsOf } = departmentContract
const { getHousehold, listMoves, listVillage, searchHouseholds } = householdContract
const { countFindings, explainHousehold, listFindings, listParameters, listRuns } = monitoringContract

/** Who asks, and what there is to ask about: one household, one batch, one person's name, number and code. */
export interface PlanPlaces {
  actors: readonly Actor[]
  village: DivisionCode
  household: { county: number; id: string; code: string; headName: string }
  batch: string
  rule: string
  ledger: string
  month: string
  day: string
}

/** One thing to ask in one way. */
export interface Offered {
  contract: Ask
  how: string
  body: (actor: Actor) => object
}

/** Answers every list with every filter alone, all pairs that narrow a place, and all of them together. */
export function offered(places: PlanPlaces): Offered[] {
  const { village, household, batch, rule, ledger, month, day } = places
  const within = (actor: Actor) => ({ within: actor.division })
  const one = { county: household.county, household: household.id }
  return [
    ...ways(searchHouseholds, {
      'by name': { name: household.headName },
      'by the first character of a name': { name: [...household.headName][0] },
      'by initials': { initials: 'wj' },
      'by number': { idNumber: '11010519491231002X' },
      'by phone': { phone: '13835012345' },
      'by code': { code: household.code },
    }),
    ...ways(searchHouseholds, { 'by name within': { name: household.headName } }, within),
    ...ways(listVillage, {
      plain: { village },
      'by kind': { village, kind: 'formerPoor' },
      'only monitored': { village, monitored: true },
      'moved out': { village, state: 'movedOut' },
      'all together': { village, kind: 'ordinary', monitored: true, state: 'living' },
    }),
    ...ways(getHousehold, { page: one }),
    ...ways(listMoves, { plain: {} }),
    ...ways(listFindings, findingWays(rule)),
    ...ways(listFindings, findingWays(rule), (actor) => ({ division: actor.division })),
    ...ways(countFindings, { plain: {}, 'of a rule': { rule } }),
    ...ways(explainHousehold, { page: one }),
    ...ways(listParameters, { plain: {} }),
    ...ways(listRuns, { plain: {} }),
    ...ways(listWaiting, waitingWays(ledger)),
    ...ways(listWaiting, waitingWays(ledger), within),
    ...ways(listBatches, {
      plain: { from: month, to: month },
      'of a feed': { from: month, to: month, ledger },
    }),
    ...ways(recordsOf, { plain: one, 'of a feed': { ...one, ledger } }),
    ...ways(listImports, { plain: {}, 'of a ledger': { ledger: `departments.${ledger}` } }),
    ...ways(listRows, { plain: { batch }, 'by verdict': { batch, verdict: 'error' } }),
    ...ways(listAccounts, {
      plain: {},
      'by name': { begins: '王' },
      locked: { state: 'locked' },
      'by duty': { duty: 'work' },
    }),
    ...ways(searchAudit, auditWays(household.id, day)),
    ...ways(searchAudit, { 'within a county': { fromDay: day, toDay: day } }, () => ({
      within: household.county * 1_000_000,
    })),
    ...ways(listOwnSessions, { plain: {} }),
    ...ways(searchPlaces, { 'by name': { text: '城' } }),
    ...ways(listPlaceChanges, { plain: { place: village } }),
  ]
}

function findingWays(rule: string) {
  return {
    plain: {},
    'of a rule': { rule },
    'of a level': { level: 'red' },
    'of a kind': { kind: 'risk' },
    closed: { state: 'closed' },
    undecided: { undecided: true },
    'older than': { olderThanDays: 30 },
    'closed, of a rule': { state: 'closed', rule },
    'all together': { rule, level: 'red', kind: 'risk', undecided: true, olderThanDays: 30 },
  }
}

function waitingWays(ledger: string) {
  return {
    plain: {},
    'of a feed': { ledger },
    'of a reason': { why: 'unmatched' },
    linked: { state: 'linked' },
    'all together': { ledger, why: 'contradicting', state: 'dropped' },
  }
}

function auditWays(subject: string, day: string) {
  const days = { fromDay: day, toDay: day }
  return {
    'by days': days,
    'by subject': { ...days, subject },
    'by actor': { ...days, actor: subject },
    'by act': { ...days, act: 'households.recordVisit' },
    'by module': { ...days, act: 'households' },
    'all together': { ...days, subject, actor: subject, act: 'households' },
  }
}

function ways(
  contract: Ask,
  named: Record<string, object>,
  more: (actor: Actor) => object = () => ({}),
): Offered[] {
  return Object.entries(named).map(([how, body]) => ({
    contract,
    how,
    body: (actor) => ({ ...body, ...more(actor) }),
  }))
}
