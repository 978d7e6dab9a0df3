/** Explains one subject: every rule with its trace, what people decided, and the records behind a feature. */
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { type Day, type DivisionCode } from '../../basis/index.ts'
import { rulesOn, type Catalogue } from '../catalogue.ts'
import { explainFinding } from '../explain-finding.ts'
import { featureColumn, type FeatureValue } from '../feature.ts'
import { interpret, type FeatureValues, type Outcome, type Trace } from '../interpret.ts'
import type { ParametersInForce } from '../parameter.ts'
import { keysOfRule, type Rule } from '../rule.ts'
import type { Verdict } from './decide.ts'
import type { FeatureSource, SourceRecord } from './feature-source.ts'
import { parametersIn } from './parameters-at.ts'
import { rulesProblems } from './problems.ts'

/** Which subject, on which day. */
export type SubjectAsked = { county: number; subject: string; asOf: Day }

/** One rule about one subject; `sentence` is written only where the rule points at it. */
export type RuleAnswer = { rule: Rule; outcome: Outcome; trace: Trace; sentence: string | null }

/** A finding of the subject, with the last decision about it. */
export type SubjectFinding = {
  id: string
  rule: string
  ruleVersion: number
  level: string
  kind: string
  state: 'open' | 'closed'
  inputs: Record<string, FeatureValue>
  openedOn: Day
  closedOn: Day | null
  ver: number
  verdict: Verdict | null
  reason: string | null
  until: Day | null
  decidedOn: Day | null
  byName: string | null
}

/** Everything about one subject that the rules can say. */
export type SubjectExplanation = {
  division: DivisionCode
  features: FeatureValues
  parameters: ParametersInForce
  rules: RuleAnswer[]
  findings: SubjectFinding[]
}

/** Answers the explanation of a subject from its features as last computed; throws when it is out of sight. */
export async function explainSubject(
  tx: Tx,
  catalogue: Catalogue,
  asked: SubjectAsked,
): Promise<SubjectExplanation> {
  const { county, subject, asOf } = asked
  const { rows } = await sql<{ division: DivisionCode; row: Record<string, FeatureValue> }>`
    select f.division, to_jsonb(f) as row from ${sql.raw(catalogue.subject.table)} f
    where f.county = ${county} and f.${sql.raw(`"${catalogue.subject.key}"`)} = ${subject}::uuid`.execute(tx)
  const found = rows[0]
  if (!found) throw rulesProblems.subjectNotFound({ label: catalogue.subject.label })
  const keys = Object.keys(catalogue.features)
  const features: FeatureValues = Object.fromEntries(
    keys.map((key) => [key, found.row[featureColumn(key)] ?? null]),
  )
  const parameters = await parametersIn(tx, catalogue.parameters, found.division, asOf)
  const rules = rulesOn(catalogue, asOf).map((rule) => answer(catalogue, rule, features, parameters))
  return {
    division: found.division,
    features,
    parameters,
    rules,
    findings: await findingsOf(tx, catalogue, asked),
  }
}

/** Lists the records behind the features of one subject, group by group; only the groups of `features` when given. */
export async function recordsBehind(
  tx: Tx,
  { groups }: FeatureSource,
  { county, subject, asOf }: SubjectAsked,
  features?: readonly string[],
): Promise<{ group: string; features: readonly string[]; records: SourceRecord[] }[]> {
  const behind = []
  for (const group of groups) {
    if (!group.recordsBehind || (features && !features.some((key) => group.features.includes(key)))) continue
    const { rows } = await group.recordsBehind({ county, subject }, asOf).execute(tx)
    behind.push({ group: group.name, features: group.features, records: rows })
  }
  return behind
}

function answer(
  catalogue: Catalogue,
  rule: Rule,
  features: FeatureValues,
  parameters: ParametersInForce,
): RuleAnswer {
  const { value: outcome, trace } = interpret(catalogue, rule.when, features, parameters)
  if (outcome !== true) return { rule, outcome, trace, sentence: null }
  const inputs = Object.fromEntries(
    keysOfRule(rule).map((key) => [
      key,
      Object.hasOwn(catalogue.features, key) ? features[key] : parameters[key]?.value,
    ]),
  )
  return { rule, outcome, trace, sentence: explainFinding(catalogue, rule, inputs) }
}

async function findingsOf(
  tx: Tx,
  catalogue: Catalogue,
  { county, subject }: SubjectAsked,
): Promise<SubjectFinding[]> {
  const { rows } = await sql<SubjectFinding>`
    select t.id, t.rule, t.rule_version, t.level, t.kind, t.state, t.inputs, t.opened_on, t.closed_on, t.ver, t.verdict,
      d.reason, d.until, d.decided_on, d.by_name
    from rules.finding t left join rules.decision d on d.county = t.county and d.id = t.decision
    where t.county = ${county} and t.subject = ${subject}::uuid and t.subject_kind = ${catalogue.subject.kind}
    order by t.state desc, t.opened_on desc, t.id`.execute(tx)
  return rows
}
