/** A telephone number of the mainland: a mobile, or the landline of an office or a shop. */
import { halfWidth, replaceBlanks, textOf } from './clean-text.ts'
import { ok, reason, refuse, type Result } from './result.ts'

/** A mobile as 11 digits, or a landline as '0350-3033333'. */
export type PhoneNumber = { value: string; kind: 'mobile' | 'landline' }

/**
 * Reads a telephone number; blanks, hyphens, brackets and a leading +86 are taken away.
 *
 * @example parseMobile('+86 138-0350-1234') // { ok: true, value: { value: '13803501234', kind: 'mobile' } }
 * @example parseMobile('03503033333') // { ok: true, value: { value: '0350-3033333', kind: 'landline' } }
 */
export function parseMobile(input: unknown): Result<PhoneNumber> {
  // A number cell is fine here: eleven digits fit, and a lost leading 0 makes the length wrong.
  const clean = replaceBlanks(halfWidth(textOf(input))).replace(/^'/, '')
  if (clean === '') return refuse(reason('mobile.blank', '电话号码没有填写，请填写。', { value: input }))
  const digits = clean.replace(/[-—–()]/g, '').replace(/^(\+86|0086|86(?=1\d{10}$))/, '')
  if (/^1[3-9]\d{9}$/.test(digits)) return ok({ value: digits, kind: 'mobile' })
  const landline = /^(010|02\d|0[3-9]\d{2})([2-8]\d{6,7})$/.exec(digits)
  if (landline) return ok({ value: `${landline[1]}-${landline[2]}`, kind: 'landline' })
  const message = `电话号码「${clean}」不对：手机应为11位，座机应带区号（如0350-3033333），请核对。`
  return refuse(reason('mobile.form', message, { value: input }))
}
