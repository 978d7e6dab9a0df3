/** The 12-digit statistical code of a place, whose digits say where it lies. */
import type { Brand } from './brand.ts'
import { halfWidth, replaceBlanks, textOf } from './clean-text.ts'
import { ok, reason, refuse, type Result } from './result.ts'
import { unreachable } from './unreachable.ts'

/** Twelve digits as a number: province 2, city 2, county 2, township 3, village 3; unused levels are zeros. */
export type DivisionCode = Brand<number, 'DivisionCode'>

/** The level of a place, told by the zeros at the end of its code. */
export type DivisionLevel = 'province' | 'city' | 'county' | 'township' | 'village'

/** A half-open range of codes, `lo <= code < hi`: a place and everything inside it. */
export type Scope = { lo: number; hi: number }

const steps: Record<DivisionLevel, number> = {
  province: 10_000_000_000,
  city: 100_000_000,
  county: 1_000_000,
  township: 1_000,
  village: 1,
}

/** Answers a code written in the code or read from the database, 6 and 9 digits padded; anything else throws. */
export function divisionCode(digits: number | string): DivisionCode {
  const parsed = parseDivisionCode(digits)
  if (!parsed.ok) throw new RangeError(`Not a division code: ${digits}`)
  return parsed.value
}

/**
 * Accepts a code of 12 digits, or of 2, 4, 6 or 9 padded with zeros, as text or number.
 *
 * @example parseDivisionCode('140902101') // { ok: true, value: 140902101000 }
 */
export function parseDivisionCode(input: unknown): Result<DivisionCode> {
  const clean = replaceBlanks(halfWidth(textOf(input))).replace(/^'/, '')
  if (clean === '')
    return refuse(reason('division-code.blank', '区划代码没有填写，请填写。', { value: input }))
  if (!/^[1-9]\d(\d{2}|\d{4}|\d{7}|\d{10})?$/.test(clean)) {
    const message = `「${clean}」不是区划代码，应为6位、9位或12位数字，请核对。`
    return refuse(reason('division-code.form', message, { value: input }))
  }
  const code = Number(clean.padEnd(12, '0'))
  if (!isNested(code)) {
    const message = `区划代码「${clean}」中间缺了一级，请核对。`
    return refuse(reason('division-code.gap', message, { value: input }))
  }
  return ok(code as DivisionCode)
}

/** Answers the level of a code. */
export function levelOf(code: DivisionCode): DivisionLevel {
  if (code % steps.province === 0) return 'province'
  if (code % steps.city === 0) return 'city'
  if (code % steps.county === 0) return 'county'
  return code % steps.township === 0 ? 'township' : 'village'
}

/**
 * Answers the range of codes that lie in a place, itself included.
 *
 * @example scopeOf(divisionCode(140900)) // { lo: 140900000000, hi: 141000000000 }
 */
export function scopeOf(code: DivisionCode): Scope {
  return { lo: code, hi: code + steps[levelOf(code)] }
}

/** Answers the six digits of the county (for a city 140900, for a province 140000): the value of every `county` column. */
export function countyOf(code: DivisionCode): number {
  return Math.floor(code / steps.county)
}

/** Answers the place one level up, or nothing above a province. */
export function parentOf(code: DivisionCode): DivisionCode | undefined {
  const level = levelOf(code)
  switch (level) {
    case 'province':
      return undefined
    case 'city':
      return cut(code, steps.province)
    case 'county':
      return cut(code, steps.city)
    case 'township':
      return cut(code, steps.county)
    case 'village':
      return cut(code, steps.township)
    default:
      return unreachable(level)
  }
}

/** Tells whether a place lies in a scope, or in the scope of another place. */
export function isWithin(code: DivisionCode, area: Scope | DivisionCode): boolean {
  const { lo, hi } = typeof area === 'number' ? scopeOf(area) : area
  return code >= lo && code < hi
}

/** Writes a code as its 12 digits. */
export function divisionCodeText(code: DivisionCode): string {
  return String(code)
}

function cut(code: number, step: number): DivisionCode {
  return (code - (code % step)) as DivisionCode
}

function isNested(code: number): boolean {
  const township = Math.floor(code / 1_000) % 1_000
  const county = Math.floor(code / steps.county) % 100
  const city = Math.floor(code / steps.city) % 100
  // A township right under a city is real (东莞 441900003000), so county 00 is no gap.
  if (code % 1_000 > 0 && township === 0) return false
  return !(county > 0 && city === 0)
}
