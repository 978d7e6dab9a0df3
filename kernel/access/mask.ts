/** What is left of a personal value when it is shown: by profile, because no national rule fixes the digits. */
import { characters, familyNameLength } from './name-parts.ts'

/** How one kind of page shows personal values. */
export interface MaskProfile {
  /** `full`: as given. `ends`: 张*明 and 张*. `family`: the family name only. */
  name: 'full' | 'ends' | 'family'
  /** Digits left at both ends; null shows nothing of the number. */
  citizenId: Ends | null
  mobile: Ends | null
  /** Digits left at the end of a fixed line, beside its area code. */
  landline: { tail: number } | null
  card: { tail: number } | null
  address: 'village' | 'township'
}

interface Ends {
  head: number
  tail: number
}

/** The profiles we ship: lists inside the office, and notices on the wall. */
export const maskProfiles = {
  inner: {
    name: 'ends',
    citizenId: { head: 4, tail: 2 },
    mobile: { head: 3, tail: 4 },
    landline: { tail: 2 },
    card: { tail: 4 },
    address: 'village',
  },
  notice: { name: 'ends', citizenId: null, mobile: null, landline: null, card: null, address: 'township' },
} as const satisfies Record<string, MaskProfile>

/** What stands for a value of which nothing may be shown. */
export const HIDDEN = '***'

/** Stars of an ID number of which nothing is shown: always 18, so that an old number of 15 does not stand out. */
const WHOLE_ID = '*'.repeat(18)

/**
 * Masks a name by whole characters, rare ones included. Names with a dot keep their first character, and the number
 * of stars does not tell their length.
 *
 * @example maskName('欧阳振华', maskProfiles.inner) // '欧阳*华'
 */
export function maskName(name: string, { name: rule }: Pick<MaskProfile, 'name'>): string {
  if (rule === 'full') return name
  const parts = name.trim().split(/([·•・\s])/u)
  if (parts.length > 1) return maskDotted(parts)
  const signs = characters(name.trim())
  if (signs.length <= 1) return '*'
  const kept = Math.min(familyNameLength(signs), signs.length - 1)
  const given = signs.length - kept
  const last = rule === 'ends' && given > 1 ? signs[signs.length - 1] : undefined
  return signs.slice(0, kept).join('') + '*'.repeat(last === undefined ? given : given - 1) + (last ?? '')
}

function maskDotted(parts: string[]): string {
  const [first = '', ...rest] = parts
  const later = rest.map((part, i) => (i % 2 === 0 ? part : HIDDEN))
  return `${characters(first)[0] ?? ''}****${later.join('')}`
}

/** Masks an ID number of 15 or 18 places; anything else is hidden whole. Beside a birth date use `maskedIdentity`. */
export function maskCitizenId(number: string, { citizenId: ends }: Pick<MaskProfile, 'citizenId'>): string {
  const text = number.trim().toUpperCase()
  if (ends === null || !/^(\d{15}|\d{17}[\dX])$/.test(text)) return WHOLE_ID
  return between(text, ends)
}

/**
 * Masks a mobile or fixed-line number; anything else is hidden whole.
 *
 * @example maskPhone('0350-3033367', maskProfiles.inner) // '0350-*****67'
 */
export function maskPhone(
  phone: string,
  { mobile, landline }: Pick<MaskProfile, 'mobile' | 'landline'>,
): string {
  const digits = phone.replace(/[\s()\uff08\uff09\u2013\u2014-]/gu, '').replace(/^(\+|00)86/, '')
  if (/^1\d{10}$/.test(digits)) return mobile ? between(digits, mobile) : HIDDEN
  const parts = /^(010|02\d|0[3-9]\d{2})?([2-9]\d{6,7})$/.exec(digits)
  if (!parts || !landline) return HIDDEN
  const [, area, local = ''] = parts
  return `${area ? `${area}-` : ''}${between(local, { head: 0, tail: landline.tail })}`
}

/** Masks a bank card: the last digits only, the same length for all. The bank's name may stand beside it. */
export function maskCard(number: string, { card }: Pick<MaskProfile, 'card'>): string {
  const digits = number.replace(/[\s-]/g, '')
  return card && /^\d{12,19}$/.test(digits) ? `**** ${digits.slice(digits.length - card.tail)}` : HIDDEN
}

function between(text: string, { head, tail }: Ends): string {
  if (text.length <= head + tail) return '*'.repeat(text.length)
  return text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(text.length - tail)
}
