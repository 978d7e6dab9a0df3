/** Households as ready documents for rule engines: features, parameters in force, calculated terms. */
import { sql } from 'kysely'
import type { Tx } from '@xinlu/kernel/access/server'
import { type FeatureValue, type Rule, featureColumn, parametersOf } from '@xinlu/kernel/rules'
import { parametersAt } from '@xinlu/kernel/rules/server'
import { householdCatalogue } from '@xinlu/monitoring'
import type { Day, DivisionCode } from '@xinlu/kernel/basis'
import { calculatedTerms, plainOf } from './plain-condition.ts'
import type { TermNode } from '@xinlu/kernel/rules'

/** One household: its id, and every value an engine may ask for by a plain name. */
export interface HouseholdDocument {
  household: string
  facts: Record<string, FeatureValue>
}

/** Answers the name under which a term lies in the documents. */
export function factName(term: TermNode): string {
  switch (term.is) {
    case 'feature':
      return `f_${term.key}`
    case 'parameter':
      return `p_${term.key.replaceAll('.', '_')}`
    case 'value':
      throw new Error('a fixed value is no fact')
    default:
      return `c_${JSON.stringify(term).replaceAll(/[^A-Za-z0-9]+/g, '_')}`
  }
}

/** Reads households in the order of their ids; the calculating of terms is done here and is the engines' gain. */
export async function readDocuments(
  tx: Tx,
  rules: readonly Rule[],
  { asOf, division, limit }: { asOf: Day; division: DivisionCode; limit: number },
): Promise<HouseholdDocument[]> {
  const parameters = await parametersAt(tx, householdCatalogue, division, asOf)
  const keys = Object.keys(parametersOf(householdCatalogue, rules))
  const calculated = rules.flatMap((rule) => calculatedTerms(plainOf(rule.when)))
  const { rows } = await sql<{ county: number; household: string; row: Record<string, FeatureValue> }>`
    select county, household, to_jsonb(f) as row from monitoring.household_feature f
    order by county, household limit ${limit}`.execute(tx)
  return rows.map(({ county, household, row }) => {
    const facts: Record<string, FeatureValue> = {}
    for (const key of Object.keys(householdCatalogue.features))
      facts[`f_${key}`] = row[featureColumn(key)] ?? null
    for (const key of keys)
      facts[factName({ is: 'parameter', key })] = parameters.get(county)?.[key]?.value ?? null
    for (const term of calculated) facts[factName(term)] = valueOf(term, facts)
    return { household, facts }
  })
}

/** Answers the value of a term over the facts, nothing where a part is missing or the divisor is zero. */
export function valueOf(term: TermNode, facts: Readonly<Record<string, FeatureValue>>): FeatureValue {
  if (term.is === 'value') return term.value
  if (!('left' in term)) return facts[factName(term)] ?? null
  const left = valueOf(term.left, facts)
  const right = valueOf(term.right, facts)
  if (typeof left !== 'number' || typeof right !== 'number') return null
  switch (term.is) {
    case 'plus':
      return left + right
    case 'minus':
      return left - right
    case 'times':
      return left * right
    default:
      return right === 0 ? null : left / right
  }
}
