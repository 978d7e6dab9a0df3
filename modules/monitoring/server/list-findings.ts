/** Lists findings: who, where, which rule, and the sentence that explains it. */
import type { Actor } from '@xinlu/kernel/access'
import { daysBetween, dayOf, divisionCode, type Day } from '@xinlu/kernel/basis'
import { markForms, pageOf, query, readMark } from '@xinlu/kernel/commands/server'
import { explainFinding } from '@xinlu/kernel/rules'
import { type CountyParameters, inForce, parameterRows } from '@xinlu/kernel/rules/server'
import { householdCatalogue } from '../catalogue.ts'
import { listFindings as contract } from '../contract.ts'
import type { MonitoredType } from '../monitored-type.ts'
import { monitoringPermissions } from '../permissions.ts'
import { rulesFor } from '../rule-access.ts'
import { shownName } from './shown-name.ts'
import { findingPage, type FindingRow } from './store/findings.ts'
import { typesOf } from './store/suggested-types.ts'

/** The list of findings, narrowed to the rules and places of the post. */
export const listFindings = query(contract, {
  may: monitoringPermissions.read,
  run: async (tx, { actor, input, now }) => {
    const { size, after, ...filter } = input
    const on = dayOf(now)
    const mark = readMark(after, markForms.day, markForms.id)
    const rules = rulesFor(actor).map((rule) => rule.key)
    const asked = { ...filter, actor, rules, on }
    const [found, values] = await Promise.all([
      findingPage(tx, asked, size + 1, mark && { openedOn: mark[0] as Day, id: mark[1] }),
      readsEverything(actor) ? parameterRows(tx, householdCatalogue.parameters, on) : undefined,
    ])
    const { rows, next } = pageOf(found, size, (row) => [row.openedOn, row.id])
    // A type rests on income and on every risk: only a post that may read all of them learns it.
    const typed = values ? await typesOf(tx, rows, parametersOf(rows, values, on)) : []
    const types = new Map(typed.map(({ household, type }) => [household, type]))
    return {
      rows: rows.map((row) => shown(actor, row, on, types.get(row.household) ?? null)),
      next,
    }
  },
})

function parametersOf(
  rows: readonly FindingRow[],
  values: Awaited<ReturnType<typeof parameterRows>>,
  on: Day,
): CountyParameters {
  const counties = new Set(rows.map(({ county }) => county))
  const { parameters } = householdCatalogue
  return new Map(
    [...counties].map((county) => [county, inForce(values, parameters, divisionCode(county), on)]),
  )
}

/** Tells whether the post may read all that a suggested type rests on. */
export function readsEverything(actor: Actor): boolean {
  return rulesFor(actor).length === householdCatalogue.rules.length
}

function shown(actor: Actor, row: FindingRow, on: Day, suggestedType: MonitoredType | null) {
  const rule = householdCatalogue.rules.find(({ key }) => key === row.rule)!
  return {
    ...row,
    headName: shownName(actor, row.headName),
    ruleName: rule.name,
    sentence: explainFinding(householdCatalogue, rule, row.inputs),
    days: Math.max(0, daysBetween(row.openedOn, on)),
    suggestedType,
  }
}
