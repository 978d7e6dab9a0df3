/** A month of the office calendar: the period of figures, payments and closings. */
import type { Brand } from './brand.ts'
import { halfWidth, textOf, trimBlanks } from './clean-text.ts'
import { addDays, day, type Day } from './day.ts'
import { ok, reason, refuse, type Result } from './result.ts'

/** A month from 1900-01 to 2100-12, written 'YYYY-MM'; months compare as text. */
export type Month = Brand<string, 'Month'>

/** Tells whether the text is a month in the stored form. */
export function isMonth(value: unknown): value is Month {
  if (typeof value !== 'string' || !/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) return false
  return value >= '1900-01' && value <= '2100-12'
}

/** Answers a month written in the code or read from the database; anything else is a bug and throws. */
export function month(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`Not a month: ${text}`)
  return text
}

/**
 * Accepts 2023-05, 2023/5, 2023.5, 202305 and 2023年5月; a number with a fraction is refused, because Excel
 * turns 2023.10 into 2023.1.
 *
 * @example parseMonth('2023年5月') // { ok: true, value: '2023-05' }
 */
export function parseMonth(input: unknown): Result<Month> {
  const clean = trimBlanks(halfWidth(textOf(input)))
  if (clean === '')
    return refuse(reason('month.blank', '月份没有填写，请填写，例如2023-05。', { value: input }))
  const parts =
    /^(\d{4})(\d{2})$/.exec(clean) ??
    /^(\d{4})年(\d{1,2})月$/.exec(clean) ??
    (typeof input === 'string' ? /^(\d{4})[-./](\d{1,2})$/.exec(clean) : null)
  const found = parts ? `${parts[1]}-${parts[2]!.padStart(2, '0')}` : undefined
  if (isMonth(found)) return ok(found)
  return refuse(reason('month.form', `「${clean}」不是月份，请写成2023-05的样子。`, { value: input }))
}

/** Answers the month a day lies in. */
export function monthOf(of: Day): Month {
  return of.slice(0, 7) as Month
}

/** Answers the month `count` months later (earlier when negative). */
export function addMonthsTo(from: Month, count: number): Month {
  const total = ordinal(from) + count
  const year = Math.floor(total / 12)
  return month(`${String(year).padStart(4, '0')}-${String(total - year * 12 + 1).padStart(2, '0')}`)
}

/** Answers the month after. */
export function nextMonth(from: Month): Month {
  return addMonthsTo(from, 1)
}

/** Answers the first day of the month. */
export function firstDay(of: Month): Day {
  return `${of}-01` as Day
}

/** Answers the last day of the month. */
export function lastDay(of: Month): Day {
  return of === '2100-12' ? day('2100-12-31') : addDays(firstDay(nextMonth(of)), -1)
}

/** Counts the months from one month to another; negative when `to` lies before. */
export function monthsBetween(from: Month, to: Month): number {
  return ordinal(to) - ordinal(from)
}

function ordinal(of: Month): number {
  return Number(of.slice(0, 4)) * 12 + Number(of.slice(5)) - 1
}
