/** Conditions without unknowns: true exactly where the condition is true, so that engines of two values can run them. */
import type { Condition, TermNode } from '@xinlu/kernel/rules'

/** A condition whose parts are false where a value is missing. */
export type PlainCondition =
  | { is: 'all' | 'any'; of: readonly PlainCondition[] }
  | { is: 'lt' | 'lte' | 'gt' | 'gte' | 'eq' | 'ne'; left: TermNode; right: TermNode }
  | { is: 'among' | 'notAmong'; term: TermNode; codes: readonly string[] }
  | { is: 'flag'; term: TermNode; value: boolean }
  | { is: 'known' | 'missing'; term: TermNode }

const opposite = { lt: 'gte', lte: 'gt', gt: 'lte', gte: 'lt', eq: 'ne', ne: 'eq' } as const

/**
 * Pushes every `not` down to the comparisons. What remains knows no `not`, so a missing value, which must not make a
 * condition true, may simply count as false.
 */
export function plainOf(condition: Condition, holds = true): PlainCondition {
  switch (condition.is) {
    case 'all':
    case 'any':
      return {
        is: (condition.is === 'all') === holds ? 'all' : 'any',
        of: condition.of.map((part) => plainOf(part, holds)),
      }
    case 'not':
      return plainOf(condition.of, !holds)
    case 'isTrue':
      return { is: 'flag', term: condition.term, value: holds }
    case 'isKnown':
      return { is: holds ? 'known' : 'missing', term: condition.term }
    case 'among':
      return { is: holds ? 'among' : 'notAmong', term: condition.term, codes: condition.codes }
    default:
      return { ...condition, is: holds ? condition.is : opposite[condition.is] }
  }
}

/** Lists the terms of a condition that are more than one feature, one parameter or one fixed value. */
export function calculatedTerms(condition: PlainCondition): TermNode[] {
  if ('of' in condition) return condition.of.flatMap(calculatedTerms)
  const terms = 'left' in condition ? [condition.left, condition.right] : [condition.term]
  return terms.filter((term) => 'left' in term)
}
