/** Reads the values written behind options; a wrong one is refused with a sentence. */
import { InvalidArgumentError } from 'commander'
import { type Day, type DivisionCode, type Result, parseDay, parseDivisionCode } from '@xinlu/kernel/basis'

/** Reads a day. */
export function dayValue(text: string): Day {
  return accepted(parseDay(text))
}

/** Reads a division code of 6, 9 or 12 digits. */
export function divisionValue(text: string): DivisionCode {
  return accepted(parseDivisionCode(text))
}

/** Answers a reader of whole numbers within bounds. */
export function countValue(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`“${text}”应是${least}到${most}之间的整数。`)
  }
}

/** Reads the period of a batch: a month, a quarter, half a year, a year. */
export function periodValue(text: string): string {
  if (/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$/.test(text)) return text
  throw new InvalidArgumentError(`“${text}”不是所属期，应如 2023-05、2023-Q2、2023-H1 或 2023。`)
}

function accepted<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new InvalidArgumentError(result.reasons.map(({ message }) => message).join(''))
}
