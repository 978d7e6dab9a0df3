/** The rules in `json-rules-engine`. */
import { Engine, type NestedCondition, type TopLevelCondition } from 'json-rules-engine'
import type { Rule, TermNode } from '@xinlu/kernel/rules'
import { type HouseholdDocument, factName } from './documents.ts'
import { type PlainCondition, plainOf } from './plain-condition.ts'

/** Answers a function that lists, as `household rule`, at whom the rules point. */
export function jsonRulesEngine(
  rules: readonly Rule[],
): (documents: readonly HouseholdDocument[]) => Promise<string[]> {
  const engine = new Engine([], { allowUndefinedFacts: true })
  engine.addOperator('missing', (value: unknown) => value === null || value === undefined)
  engine.addOperator('known', (value: unknown) => value !== null && value !== undefined)
  // The engine's own operators take a missing text for one that differs.
  engine.addOperator<string | null, string>('differs', (value, other) => value !== null && value !== other)
  engine.addOperator<string | null, string[]>(
    'notAmong',
    (value, codes) => value !== null && !codes.includes(value),
  )
  for (const rule of rules) {
    const top = nested(plainOf(rule.when))
    engine.addRule({
      conditions: ('all' in top || 'any' in top ? top : { all: [top] }) as TopLevelCondition,
      event: { type: rule.key },
    })
  }
  return async (documents) => {
    const hits: string[] = []
    for (const { household, facts } of documents) {
      const { events } = await engine.run(facts)
      for (const { type } of events) hits.push(`${household} ${type}`)
    }
    return hits
  }
}

const operators = {
  lt: 'lessThan',
  lte: 'lessThanInclusive',
  gt: 'greaterThan',
  gte: 'greaterThanInclusive',
  eq: 'equal',
  ne: 'differs',
} as const

function nested(condition: PlainCondition): NestedCondition {
  switch (condition.is) {
    case 'all':
      return { all: condition.of.map(nested) }
    case 'any':
      return { any: condition.of.map(nested) }
    case 'flag':
      return { fact: factName(condition.term), operator: 'equal', value: condition.value }
    case 'known':
    case 'missing':
      return { fact: factName(condition.term), operator: condition.is, value: true }
    case 'among':
      return { fact: factName(condition.term), operator: 'in', value: condition.codes }
    case 'notAmong':
      return { fact: factName(condition.term), operator: 'notAmong', value: condition.codes }
    default:
      return {
        fact: factName(condition.left),
        operator: operators[condition.is],
        value: sideOf(condition.right),
      }
  }
}

function sideOf(term: TermNode): unknown {
  return term.is === 'value' ? term.value : { fact: factName(term) }
}
