/** The first day of the period a batch is about. */
import { sql, type RawBuilder } from 'kysely'
import type { Batch } from '../../batch.ts'

/** Answers the first day as a typed SQL value: 2023-05 → 2023-05-01, 2023-Q2 → 2023-04-01, 2023-H2 → 2023-07-01. */
export function periodDay({ period }: Pick<Batch, 'period'>): RawBuilder<unknown> {
  return sql`${period === null ? null : firstDayOfPeriod(period)}::date`
}

/** Answers the first day of a period; throws for a text that is none. */
export function firstDayOfPeriod(period: string): string {
  const parts = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?$/.exec(period)
  if (!parts) throw new RangeError(`Not a period: ${period}`)
  const [, year, month, quarter, half] = parts
  const first = month ? Number(month) : quarter ? Number(quarter) * 3 - 2 : half === '2' ? 7 : 1
  return `${year}-${String(first).padStart(2, '0')}-01`
}
