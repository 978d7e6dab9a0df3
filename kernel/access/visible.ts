/** Which places an actor sees, as numbers that a query can be narrowed by. */
import { type DivisionCode, type Scope, scopeOf } from '../basis/index.ts'

/** A half-open range of codes, and single codes beside it. */
export interface VisiblePlaces {
  lo: number
  hi: number
  extra: readonly number[]
}

/**
 * Answers the places an actor sees, or those of them that lie in `within`: the same rule as `can` for one record.
 * When nothing of `within` is seen, the range is empty.
 */
export function visible(
  actor: { scope: Scope; extra: readonly number[] },
  within?: DivisionCode,
): VisiblePlaces {
  const { scope, extra } = actor
  if (within === undefined) return { ...scope, extra }
  const area = scopeOf(within)
  const lo = Math.max(scope.lo, area.lo)
  const hi = Math.min(scope.hi, area.hi)
  return { lo, hi: Math.max(lo, hi), extra: extra.filter((code) => code >= area.lo && code < area.hi) }
}
