/** Turns a condition into plain SQL over the wide table `f` and the parameters of each county. */
import { sql, type RawBuilder } from 'kysely'
import { unreachable } from '../../basis/index.ts'
import type { Arithmetic, Comparison, Condition, TermNode } from '../expression.ts'
import { featureColumn } from '../feature.ts'
import { expectedShare } from './expected-share.ts'
import type { Words } from '../parse-expression.ts'

/** Answers the SQL that reads one parameter: a numeral, or a column of a relation joined by county. */
export type ParameterReader = (key: string) => RawBuilder<unknown>

/**
 * Answers the SQL of a condition: true, false, or NULL where a value it needs is NULL. Column names come from the
 * catalogue only, texts and days are bound, numbers are written as checked numerals.
 */
export function conditionSql(
  condition: Condition,
  words: Words,
  read: ParameterReader,
): RawBuilder<boolean | null> {
  switch (condition.is) {
    case 'all':
    case 'any': {
      // "All" is settled by what seldom holds, "any" by what often does; the answer is the same in every order.
      const sign = condition.is === 'all' ? 1 : -1
      const parts = condition.of
        .toSorted((one, other) => sign * (expectedShare(one) - expectedShare(other)))
        .map((part) => conditionSql(part, words, read))
      return sql`(${sql.join(parts, condition.is === 'all' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return sql`(not ${conditionSql(condition.of, words, read)})`
    case 'isTrue':
      return sql`(${termSql(condition.term, words, read)})`
    case 'isKnown':
      return sql`(${termSql(condition.term, words, read)} is not null)`
    case 'among': {
      const codes = condition.codes.map((code) => sql`${code}::text`)
      return sql`(${termSql(condition.term, words, read)} in (${sql.join(codes)}))`
    }
    default: {
      const left = termSql(condition.left, words, read)
      return sql`(${left} ${sql.raw(comparisons[condition.is])} ${termSql(condition.right, words, read)})`
    }
  }
}

/** Answers the SQL of a term; arithmetic is done in doubles, as the interpreter does it. */
export function termSql(term: TermNode, words: Words, read: ParameterReader): RawBuilder<unknown> {
  switch (term.is) {
    case 'feature':
      return featureSql(term.key, words)
    case 'parameter':
      return read(term.key)
    case 'value':
      return valueSql(term.value, term.kind)
    case 'over': {
      const left = termSql(term.left, words, read)
      return sql`(${left}::float8 / nullif(${termSql(term.right, words, read)}::float8, 0))`
    }
    default: {
      const left = termSql(term.left, words, read)
      return sql`(${left}::float8 ${sql.raw(operations[term.is])} ${termSql(term.right, words, read)}::float8)`
    }
  }
}

/** Answers the column of a feature of the catalogue; any other key is a bug and throws. */
export function featureSql(key: string, { features }: Pick<Words, 'features'>): RawBuilder<unknown> {
  if (!Object.hasOwn(features, key)) throw new Error(`No feature ${key}`)
  return sql.raw(`f."${featureColumn(key)}"`)
}

const comparisons: Record<Comparison, string> = { lt: '<', lte: '<=', gt: '>', gte: '>=', eq: '=', ne: '<>' }
const operations: Record<Exclude<Arithmetic, 'over'>, string> = { plus: '+', minus: '-', times: '*' }

function valueSql(value: number | string | boolean, kind: string): RawBuilder<unknown> {
  switch (typeof value) {
    case 'number':
      return numeral(value)
    case 'boolean':
      return value ? sql`true` : sql`false`
    case 'string':
      return kind === 'day' ? sql`${value}::date` : sql`${value}::text`
    default:
      return unreachable(value)
  }
}

/** Writes a number as a numeral of its own type; anything that is not a finite number is a bug and throws. */
export function numeral(value: number): RawBuilder<unknown> {
  if (!Number.isFinite(value)) throw new Error(`Not a number for SQL: ${value}`)
  if (Number.isSafeInteger(value)) return sql.raw(`(${value})::bigint`)
  return sql.raw(`(${value})::float8`)
}
