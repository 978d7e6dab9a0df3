/** Explains one household: every rule condition by condition, the findings and decisions, the records behind. */
import type { Actor } from '@xinlu/kernel/access'
import type { Tx } from '@xinlu/kernel/access/server'
import { dayOf, type DivisionCode } from '@xinlu/kernel/basis'
import { query } from '@xinlu/kernel/commands/server'
import { notFound } from '@xinlu/kernel/commands'
import { briefReasons, describeTrace, explainFinding, officeText } from '@xinlu/kernel/rules'
import {
  explainSubject,
  parametersAt,
  recordsBehind,
  type RuleAnswer,
  type SubjectExplanation,
  type SubjectFinding,
} from '@xinlu/kernel/rules/server'
import { householdCatalogue } from '../catalogue.ts'
import { explainHousehold as contract } from '../contract.ts'
import { topicOf } from '../features.ts'
import { monitoredTypes, suggestType } from '../monitored-type.ts'
import { monitoringPermissions } from '../permissions.ts'
import { rulesFor, topicsFor } from '../rule-access.ts'
import { householdFeatureSource } from './household-features.ts'
import { readsEverything } from './list-findings.ts'
import { shownName } from './shown-name.ts'
import { findHousehold } from './store/households.ts'
import { typesOf } from './store/suggested-types.ts'

/** The explanation of a household, cut to the rules and facts the post may read; opening it is audited. */
export const explainHousehold = query(contract, {
  may: monitoringPermissions.explain,
  run: async (tx, { actor, input, now }) => {
    const { county, household } = input
    const found = await findHousehold(tx, county, household)
    if (!found) throw notFound({ what: '这户人家' })
    const asOf = dayOf(now)
    const asked = { county, subject: household, asOf }
    const rules = new Set(rulesFor(actor).map(({ key }) => key))
    const explained = await explainSubject(tx, householdCatalogue, asked)
    const features = featuresFor(actor)
    return {
      county,
      household,
      division: explained.division,
      householdCode: found.code,
      headName: shownName(actor, found.headName),
      suggestion: readsEverything(actor)
        ? await suggestionFor(tx, { county, household, division: explained.division }, asOf)
        : null,
      rules: explained.rules.filter(({ rule }) => rules.has(rule.key)).map(shownRule),
      findings: explained.findings.filter(({ rule }) => rules.has(rule)).map(shownFinding),
      facts: factsOf(explained, features),
      records: (await recordsBehind(tx, householdFeatureSource, asked, features))
        .filter(({ records }) => records.length > 0)
        .map(({ group, records }) => ({ group, records })),
    }
  },
  audit: ({ answer }) => ({
    subjectKind: 'household',
    subject: answer.household,
    division: answer.division as DivisionCode,
    detail: { findings: answer.findings.length },
  }),
})

function featuresFor(actor: Actor): string[] {
  const reads = topicsFor(actor)
  return Object.keys(householdCatalogue.features).filter((key) => reads(topicOf(key)!))
}

async function suggestionFor(
  tx: Tx,
  { county, household, division }: { county: number; household: string; division: DivisionCode },
  asOf: ReturnType<typeof dayOf>,
) {
  const parameters = await parametersAt(tx, householdCatalogue, division, asOf)
  const [facts] = await typesOf(tx, [{ county, household }], parameters)
  if (!facts) return null
  const { type, reasons } = suggestType(facts)
  return { type, label: type && monitoredTypes[type], reasons: [...reasons] }
}

function shownRule({ rule, outcome, trace, sentence }: RuleAnswer) {
  const { key, name, clause, level, kind, owner, riskCode } = rule
  return {
    rule: key,
    name,
    clause,
    level,
    kind,
    owner,
    riskCode: riskCode ?? null,
    outcome,
    sentence,
    why: briefReasons(trace),
    trace: describeTrace(trace),
  }
}

function shownFinding(found: SubjectFinding) {
  const rule = householdCatalogue.rules.find(({ key }) => key === found.rule)!
  const { verdict, reason, until, decidedOn, byName } = found
  return {
    id: found.id,
    rule: rule.key,
    ruleName: rule.name,
    level: rule.level,
    kind: rule.kind,
    state: found.state,
    sentence: explainFinding(householdCatalogue, rule, found.inputs),
    openedOn: found.openedOn,
    closedOn: found.closedOn,
    ver: found.ver,
    decision: verdict && { verdict, reason: reason!, until, decidedOn: decidedOn!, byName: byName! },
  }
}

function factsOf({ features }: SubjectExplanation, keys: readonly string[]) {
  return keys.flatMap((key) => {
    const feature = householdCatalogue.features[key as keyof typeof householdCatalogue.features]
    const value = features[key]
    if (value === null || value === undefined) return []
    const { label, source } = feature
    return [
      {
        key,
        label,
        value: officeText(value, feature),
        window: 'window' in feature ? (feature.window ?? null) : null,
        source,
      },
    ]
  })
}
