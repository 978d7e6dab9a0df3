/** Tells dates from numbers in a workbook, where a date is only a number with a format. */
import { isDay, type Day } from '../../../basis/index.ts'

const millisecondsOfDay = 86_400_000

/** Whether a number format shows a day; times without a day stay numbers. `code` is the custom format, if any. */
export function isDateFormat(id: number, code?: string): boolean {
  if (code === undefined) {
    // ECMA-376 part 1, 18.8.30: 14–17 and 22 everywhere, 27–31, 36 and 50–58 in the East Asian editions.
    return (
      (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)
    )
  }
  const bare = code
    .split(';', 1)[0]!
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .toLowerCase()
  if (bare === 'general') return false
  if (/[yde]/.test(bare) && /[ymd]/.test(bare)) return true
  return bare.includes('m') && !/[hs]/.test(bare)
}

/** A day with its time, or a date in words where `Day` does not reach: many registers write 9999-12-31 for 长期. */
export type SerialDay = { day: Day; time?: string } | { beyond: string }

/** The day and time of a date number, or null where no such day exists (0, 1900-02-29, beyond 9999). */
export function dayOfSerial(serial: number, date1904: boolean): SerialDay | null {
  let days = date1904 ? serial + 1462 : serial
  if (!(days >= 1) || days >= 2_958_466) return null
  // Excel believes in a 29 February 1900 (serial 60): before it the count is one short, and it is no day itself.
  if (!date1904 && days < 61) {
    if (Math.floor(days) === 60) return null
    days += 1
  }
  const instant = new Date(Date.UTC(1899, 11, 30) + Math.round((days * millisecondsOfDay) / 1000) * 1000)
  const iso = instant.toISOString()
  return dayAndTime(iso) ?? { beyond: iso.slice(0, 10) }
}

/** The day and time of an ISO 8601 text as `t="d"` cells hold it, or null when it is none. */
export function dayAndTime(iso: string): { day: Day; time?: string } | null {
  const day = iso.slice(0, 10)
  if (!isDay(day)) return null
  const time = /^T(\d{2}:\d{2}:\d{2})/.exec(iso.slice(10))?.[1]
  return time === undefined || time === '00:00:00' ? { day } : { day, time }
}

/** The date number that a workbook stores for a day, in the 1900 system. */
export function serialOfDay(day: Day): number {
  const serial = (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / millisecondsOfDay
  return serial < 61 ? serial - 1 : serial
}
