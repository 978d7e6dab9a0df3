/** Guesses how often a condition holds, so that SQL asks the question first that settles most rows. */
import { unreachable } from '../../basis/index.ts'
import type { Condition } from '../expression.ts'

/**
 * Answers a share between 0 and 1. Only the order of questions hangs on it, never an answer: trouble is rare among
 * households, so a flag is seldom set, a quantity seldom above its bound, and the opposite of a rare thing is common.
 */
export function expectedShare(condition: Condition): number {
  switch (condition.is) {
    case 'isTrue':
    case 'gt':
    case 'gte':
      return 0.1
    case 'eq':
    case 'among':
      return 0.2
    case 'lt':
    case 'lte':
      return 0.3
    case 'isKnown':
      return 0.5
    case 'ne':
      return 0.8
    case 'not':
      return 1 - expectedShare(condition.of)
    case 'all':
      return condition.of.reduce((share, part) => share * expectedShare(part), 1)
    case 'any':
      return 1 - condition.of.reduce((share, part) => share * (1 - expectedShare(part)), 1)
    default:
      return unreachable(condition)
  }
}
