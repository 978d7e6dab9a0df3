/** A person's name, kept as it was given: rare characters included, never normalised. */
import type { Brand } from './brand.ts'
import { replaceBlanks, textOf, trimBlanks } from './clean-text.ts'
import { ok, reason, refuse, type Reason, type Result } from './result.ts'

/** A name of 1 to 50 code points, dots written as U+00B7; compared by `nameKey`, never by its own characters. */
export type PersonName = Brand<string, 'PersonName'>

// Every dot seen in names of 少数民族; Unicode folds none of them into U+00B7 (民委发〔2016〕33号 allows only that one).
const dots = /[\u2022\u30fb\uff65\u2027\u22c5\u2219\u0387.\uff0e]/gu

// Planes 2 and 3 are named by range, because the tables of an older phone do not know the newest characters in them.
const han = /[\p{Script=Han}\u3007\u{20000}-\u{3ffff}]/u
const privateUse = /[\ue000-\uf8ff\u{f0000}-\u{10fffd}]/u
const strange =
  /[^\p{Script=Han}\p{L}\p{M}\u3007\u00b7\u{20000}-\u{3ffff}\ue000-\uf8ff\u{f0000}-\u{10fffd} ]/u

/**
 * Reads a name, with a note for each repair (blanks, dots) and for characters that look self-made (造字). Refuses
 * digits, punctuation and what a wrong encoding leaves behind.
 *
 * @example parsePersonName('阿卜杜拉•买买提') // { ok: true, value: '阿卜杜拉·买买提' }, and a note
 */
export function parsePersonName(input: unknown): Result<PersonName> {
  const raw = textOf(input)
  const notes: Reason[] = []
  let name = trimBlanks(raw)
  if (name === '') return refuse(reason('person-name.blank', '姓名没有填写，请填写。'))
  const close = han.test(name) || privateUse.test(name) ? replaceBlanks(name) : replaceBlanks(name, ' ')
  if (close !== name) notes.push(reason('person-name.blanks', '姓名中的空格已去掉。', { value: raw }))
  name = close
  const dotted = name.replace(dots, '·')
  if (dotted !== name) notes.push(reason('person-name.dot', '姓名中的间隔号已统一为「·」。', { value: raw }))
  name = dotted
  if (privateUse.test(name)) {
    notes.push(
      reason('person-name.private-use', '姓名中疑似有造字，已原样保留，请对照户口簿核对。', { value: raw }),
    )
  }

  const reasons: Reason[] = []
  const length = [...name].length
  if (length > 50) {
    reasons.push(
      reason('person-name.length', `姓名最多50个字，现在是${length}个字，请核对。`, { value: raw }),
    )
  }
  if (/[?\ufffd]/.test(name)) {
    const message = `姓名「${name}」中有乱码，请用UTF-8或GB18030编码重新导出，或手工录入。`
    reasons.push(reason('person-name.garbled', message, { value: raw }))
  } else {
    const odd = strange.exec(name)
    if (odd) {
      const message = `姓名「${name}」中有不该出现的字符「${odd[0]}」，请对照户口簿核对。`
      reasons.push(reason('person-name.character', message, { value: raw }))
    }
  }
  if (/^·|··|·$/.test(name)) {
    reasons.push(reason('person-name.dot-place', `姓名「${name}」的间隔号位置不对，请核对。`, { value: raw }))
  }
  return reasons.length > 0 ? { ok: false, reasons } : ok(name as PersonName, notes)
}

/**
 * Answers the key by which two spellings of one name are equal: compatibility forms folded, without blanks, dots and
 * variation selectors, in lower case. For comparing only; the key is never shown.
 *
 * @example nameKey('阿卜杜拉·买买提') === nameKey('阿卜杜拉买买提') // true
 */
export function nameKey(name: string): string {
  return replaceBlanks(name)
    .replace(dots, '')
    .normalize('NFKC')
    .replace(/[\u00b7\u30fb\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '')
    .toLowerCase()
}
