/** A catalogue joins the features, parameters and rules of one kind of subject, and proves that they fit. */
import type { Day } from '../basis/index.ts'
import { featureColumn, type FeatureSet } from './feature.ts'
import { parameterColumn, type ParameterSet } from './parameter.ts'
import { parseExpression } from './parse-expression.ts'
import { isInForce, keysOfRule, type Rule } from './rule.ts'

/** A kind of subject: its code, its label, its wide table and the column there that holds its id. */
export type SubjectKind = {
  readonly kind: string
  readonly label: string
  /** `schema.table`; it has `county`, `division`, the key column and one column per feature. */
  readonly table: string
  readonly key: string
}

/** Everything that is known about the rules of one kind of subject. */
export type Catalogue = {
  readonly subject: SubjectKind
  readonly features: FeatureSet
  readonly parameters: ParameterSet
  readonly rules: readonly Rule[]
}

/** Checks that every key exists, every condition is well typed, and no two names meet; anything else throws. */
export function defineCatalogue<const C extends Catalogue>(catalogue: C): C {
  const { subject, features, parameters, rules } = catalogue
  const faults: string[] = []
  if (!/^[a-z][a-zA-Z]*$/.test(subject.kind)) faults.push(`subject kind ${subject.kind}`)
  if (!/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/.test(subject.table))
    faults.push(`table ${subject.table} is not schema.table`)
  if (!/^[a-z][a-z0-9_]*$/.test(subject.key)) faults.push(`key column ${subject.key}`)
  const words = [...Object.keys(features), ...Object.keys(parameters)]
  faults.push(...twins(words).map((key) => `${key} is both a feature and a parameter`))
  const columns = ['county', 'division', subject.key, ...Object.keys(features).map(featureColumn)]
  faults.push(...twins(columns).map((column) => `two features in the column ${column}`))
  faults.push(
    ...twins(Object.keys(parameters).map(parameterColumn)).map((column) => `two parameters in ${column}`),
  )
  faults.push(...twins(rules.map((rule) => rule.key)).map((key) => `two rules ${key}`))
  for (const rule of rules) {
    const stray = keysOfRule(rule).filter((key) => !words.includes(key))
    faults.push(...stray.map((key) => `rule ${rule.key} reads ${key}, which is not in the catalogue`))
    const parsed = parseExpression(rule.when, catalogue)
    if (!parsed.ok)
      faults.push(...parsed.reasons.map((why) => `rule ${rule.key} at ${why.path}: ${why.message}`))
  }
  if (faults.length > 0) throw new Error(`Catalogue ${subject.kind}: ${faults.join('; ')}`)
  return Object.freeze(catalogue)
}

/** Lists the rules that hold on a day. */
export function rulesOn(catalogue: Catalogue, on: Day): Rule[] {
  return catalogue.rules.filter((rule) => isInForce(rule, on))
}

/** Answers the parameters that some rules read or mention. */
export function parametersOf(
  { parameters }: Pick<Catalogue, 'parameters'>,
  rules: readonly Rule[],
): ParameterSet {
  const read = new Set(rules.flatMap(keysOfRule))
  return Object.fromEntries(Object.entries(parameters).filter(([key]) => read.has(key)))
}

function twins(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index)
}
