/** A day of the office calendar, without a time and without a zone. */
import type { Brand } from './brand.ts'
import { halfWidth, textOf, trimBlanks } from './clean-text.ts'
import { ok, reason, refuse, type Reason, type Result } from './result.ts'

/** A real day from 1900-01-01 to 2100-12-31, written 'YYYY-MM-DD'; days compare as text. */
export type Day = Brand<string, 'Day'>

const msPerDay = 86_400_000

/** Tells whether the text is a real day in the stored form. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string') return false
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  return match !== null && fromParts(Number(match[1]), Number(match[2]), Number(match[3])) !== undefined
}

/** Answers a day written in the code or read from the database; anything else is a bug and throws. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`Not a day: ${text}`)
  return text
}

/**
 * Accepts the ways an office writes a day: 2023-02-01, 2023.2.1, 2023/2/1, 2023年2月1日, 20230201, an Excel serial
 * of five digits; a time of day behind it is dropped with a note. Refuses days that do not exist.
 *
 * @example parseDay('2023年2月1日') // { ok: true, value: '2023-02-01' }
 */
export function parseDay(input: unknown): Result<Day> {
  const clean = trimBlanks(halfWidth(textOf(input)))
  if (clean === '')
    return refuse(reason('day.blank', '日期没有填写，请填写，例如2023-02-01。', { value: input }))
  const [date, notes] = withoutTime(clean)
  const serial = /^\d{5}$/.exec(date)
  if (serial) return ok(fromSerial(Number(date)), notes)
  const parts =
    /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/.exec(date) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]?$/.exec(date) ??
    /^(\d{4})()(\d{2})(\d{2})$/.exec(date)
  if (!parts) {
    return refuse(reason('day.form', `「${clean}」不是日期，请写成2023-02-01的样子。`, { value: input }))
  }
  const found = fromParts(Number(parts[1]), Number(parts[3]), Number(parts[4]))
  if (found !== undefined) return ok(found, notes)
  return refuse(
    reason('day.impossible', `「${clean}」这一天不存在或不在1900年至2100年之间，请核对。`, { value: input }),
  )
}

/** Answers the day an instant falls on in Beijing time. */
export function dayOf(instant: Date): Day {
  // A fixed +8: the summer time of 1986–1991 cannot concern an instant recorded by this system.
  return fromEpochDay(Math.floor((instant.getTime() + 8 * 3_600_000) / msPerDay))
}

/** Answers the day `count` days later (earlier when negative). */
export function addDays(from: Day, count: number): Day {
  return fromEpochDay(epochDay(from) + count)
}

/**
 * Counts the days from one day to another; negative when `to` lies before.
 *
 * @example daysBetween(day('2023-02-28'), day('2023-03-01')) // 1
 */
export function daysBetween(from: Day, to: Day): number {
  return epochDay(to) - epochDay(from)
}

/**
 * Answers the same day `count` months later, or the last day of that month when it is shorter.
 *
 * @example addMonths(day('2023-01-31'), 1) // '2023-02-28'
 */
export function addMonths(from: Day, count: number): Day {
  const months = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + count
  const year = Math.floor(months / 12)
  const month = months - year * 12 + 1
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return checked(fromParts(year, month, Math.min(Number(from.slice(8)), last)), `${from} + ${count} months`)
}

/** Answers the completed years of age (周岁); who was born on 29 February grows older on 1 March in a common year. */
export function ageOn(born: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4))
  return on.slice(5) < born.slice(5) ? years - 1 : years
}

function withoutTime(text: string): [string, Reason[]] {
  const timed = /^(.*?[\d日号])[T\s]+\d{1,2}:\d{2}(?::\d{2})?$/.exec(text) ?? /^(\d{5})\.\d+$/.exec(text)
  if (!timed) return [text, []]
  return [timed[1]!, [reason('day.time-dropped', `「${text}」中的时刻已略去，只保留日期。`, { value: text })]]
}

function fromSerial(serial: number): Day {
  // Excel counts a 29 February 1900 that never was; every five-digit serial lies behind it.
  return fromEpochDay(serial - 25_569)
}

function epochDay(of: Day): number {
  return Date.UTC(Number(of.slice(0, 4)), Number(of.slice(5, 7)) - 1, Number(of.slice(8))) / msPerDay
}

function fromEpochDay(count: number): Day {
  const date = new Date(count * msPerDay)
  return checked(fromParts(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()), `day ${count}`)
}

function fromParts(year: number, month: number, date: number): Day | undefined {
  if (!(year >= 1900 && year <= 2100)) return undefined
  const real = new Date(Date.UTC(year, month - 1, date))
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== date) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` as Day
}

function checked(found: Day | undefined, what: string): Day {
  if (found === undefined) throw new RangeError(`Outside 1900–2100: ${what}`)
  return found
}
