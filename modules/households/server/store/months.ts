/** Months travel as 'YYYY-MM' and lie in the database as their first day. */
import { type Month, firstDay, month } from '@xinlu/kernel/basis'

/** Answers the month of a stored first day. */
export function monthFrom(date: string): Month
export function monthFrom(date: string | null): Month | null
export function monthFrom(date: string | null): Month | null {
  return date === null ? null : month(date.slice(0, 7))
}

/** Answers the stored form of a month. */
export function dateOf(of: Month): string
export function dateOf(of: Month | null): string | null
export function dateOf(of: Month | null): string | null {
  return of === null ? null : firstDay(of)
}
