/** Narrows a query to the places an actor sees, with literal bounds. */
import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { DivisionCode } from '../../basis/index.ts'
import type { Actor } from '../actor.ts'
import { visible } from '../visible.ts'

/**
 * Answers the condition for use in a `sql` template. The row policy holds without it; it is there because only a
 * literal range lets the planner choose the index and estimate how much of the table a village is.
 */
export function visibleWhere(
  actor: Pick<Actor, 'scope' | 'extra'>,
  column: string,
  within?: DivisionCode,
): RawBuilder<SqlBool> {
  const { lo, hi, extra } = visible(actor, within)
  const place = sql.ref(column)
  const range = sql<SqlBool>`(${place} >= ${sql.lit(lo)} and ${place} < ${sql.lit(hi)})`
  if (extra.length === 0) return range
  return sql<SqlBool>`(${range} or ${place} = any(array[${sql.join(extra.map((code) => sql.lit(code)))}]::bigint[]))`
}

/** Narrows a query of the builder by its column of division codes, `table.division`. */
export function whereVisible<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  actor: Pick<Actor, 'scope' | 'extra'>,
  column: `${string}.division` | 'division',
  within?: DivisionCode,
): SelectQueryBuilder<DB, TB, O> {
  return query.where(visibleWhere(actor, column, within))
}
