/** The citizen identity number (公民身份号码, GB 11643) and what its digits say. */
import type { Brand } from './brand.ts'
import { halfWidth, replaceBlanks, textOf } from './clean-text.ts'
import { isDay, type Day } from './day.ts'
import { ok, reason, refuse, type Reason, type Result } from './result.ts'

/** Eighteen characters with a right check character, X in upper case; also the key by which a person is known. */
export type CitizenNumber = Brand<string, 'CitizenNumber'>

/** What an identity number says about its holder. */
export type CitizenId = {
  value: CitizenNumber
  born: Day
  sex: 'male' | 'female'
  /** The six digits of the place of first registration; may be a code abolished long ago. */
  region: string
  /** The fifteen digits as given, when an old number was converted. */
  original?: string
}

/** The day against which "born in the future" is judged. */
export type CitizenIdOptions = { today: Day }

/**
 * Reads an identity number, with a note for each repair: full-width characters, blanks, a leading apostrophe,
 * a lower-case x, fifteen digits. Refuses numbers from Excel number cells, wrong check characters, impossible or
 * future days of birth; never refuses an unknown region. Sentences never repeat the whole number: they get printed.
 *
 * @example parseCitizenId('110105491231002', { today: day('2023-06-01') })
 * // value '11010519491231002X', original '110105491231002', with a note
 */
export function parseCitizenId(input: unknown, { today }: CitizenIdOptions): Result<CitizenId> {
  const cleaned = cleanNumber(input)
  if (!cleaned.ok) return cleaned
  const notes = [...(cleaned.notes ?? [])]
  const given = cleaned.value
  let value = given
  if (/^\d{15}$/.test(given)) {
    const body = `${given.slice(0, 6)}19${given.slice(6)}`
    value = body + checkCharacterOf(body)
    notes.push(reason('citizen-id.converted', '15位旧身份证号已换算为18位。', { value: given }))
  }
  if (!/^\d{17}[\dX]$/.test(value)) return refuse(formReason(given))

  const reasons: Reason[] = []
  const born = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`
  if (!isDay(born)) {
    const message = `身份证号中的出生日期「${value.slice(6, 14)}」不存在，请对照证件核对。`
    reasons.push(reason('citizen-id.born', message, { value: given }))
  } else if (born > today) {
    const message = `身份证号中的出生日期${born}在今天以后，请对照证件核对。`
    reasons.push(reason('citizen-id.future', message, { value: given }))
  }
  const expected = checkCharacterOf(value.slice(0, 17))
  if (value[17] !== expected) {
    const message = '身份证号校验不通过，至少有一位填错或两位颠倒，请对照证件逐位核对。'
    reasons.push(reason('citizen-id.check-digit', message, { value: given }))
  }
  if (reasons.length > 0) return { ok: false, reasons }

  const found: CitizenId = {
    value: value as CitizenNumber,
    born: born as Day,
    sex: Number(value[16]) % 2 === 1 ? 'male' : 'female',
    region: value.slice(0, 6),
  }
  if (value !== given) found.original = given
  return ok(found, notes)
}

/**
 * Answers the check character (0–9 or X, MOD 11-2) for seventeen digits.
 *
 * @example checkCharacterOf('11010519491231002') // 'X'
 */
export function checkCharacterOf(seventeen: string): string {
  let sum = 0
  for (let i = 0; i < 17; i += 1) sum += Number(seventeen[i]) * weights[i]!
  return '10X98765432'[sum % 11]!
}

/**
 * Cleans what was typed into a number of a card made of digits and X, with notes; refuses what can no longer be
 * trusted. The length is left to the caller.
 */
export function cleanNumber(input: unknown): Result<string> {
  if (typeof input === 'number' || typeof input === 'bigint') {
    const message =
      '证件号码是数字格式的单元格，后几位已被Excel改变；请把该列设为文本格式，重新录入后再导入。'
    return refuse(reason('citizen-id.number-cell', message, { value: input }))
  }
  const raw = textOf(input)
  const notes: Reason[] = []
  const repair = (from: string, to: string, code: string, message: string) => {
    if (from !== to) notes.push(reason(code, message, { value: raw }))
    return to
  }
  let text = repair(raw, replaceBlanks(raw), 'citizen-id.blanks', '证件号码中的空格已去掉。')
  text = repair(text, halfWidth(text), 'citizen-id.full-width', '证件号码中的全角字符已改为半角。')
  text = repair(text, text.replace(/^['’‘`]+/, ''), 'citizen-id.apostrophe', '证件号码前的撇号已去掉。')
  text = repair(text, text.replace(/x/g, 'X'), 'citizen-id.lower-x', '证件号码末位的小写x已改为大写X。')
  if (text === '') return refuse(reason('citizen-id.blank', '证件号码没有填写，请填写。'))
  if (/^\d+(\.\d+)?[eE]\+?\d+$/.test(text)) {
    const message = `证件号码「${text}」是科学记数法，后几位已丢失；请把该列设为文本格式，重新录入后再导入。`
    return refuse(reason('citizen-id.scientific', message, { value: raw }))
  }
  if (/[хХχΧ×]/u.test(text)) {
    const message = '证件号码末位的「х」不是英文字母X（是外文字母或乘号），请用键盘重新输入X。'
    return refuse(reason('citizen-id.foreign-x', message, { value: raw }))
  }
  return ok(text, notes)
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

function formReason(given: string): Reason {
  const odd = [...given].find((char) => !/[\dX]/.test(char))
  if (odd !== undefined) {
    return reason('citizen-id.character', `身份证号中有不该出现的字符「${odd}」，请对照证件核对。`, {
      value: given,
    })
  }
  if (given.length !== 18 && given.length !== 15) {
    const message = `身份证号应为18位，现在是${given.length}位，请对照证件核对。`
    return reason('citizen-id.length', message, { value: given })
  }
  return reason('citizen-id.character', '身份证号中只有最后一位可以是X，请对照证件核对。', { value: given })
}
