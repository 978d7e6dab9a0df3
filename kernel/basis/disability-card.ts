/** The number of a disability card (残疾人证): the holder's identity number, the kind and the grade. */
import {
  cleanNumber,
  parseCitizenId,
  type CitizenId,
  type CitizenIdOptions,
  type CitizenNumber,
} from './citizen-id.ts'
import { day } from './day.ts'
import { ok, reason, refuse, type Result } from './result.ts'

/** Kinds of GB/T 26341: 1 视力, 2 听力, 3 言语, 4 肢体, 5 智力, 6 精神, 7 多重. */
export type DisabilityKind = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Grades of GB/T 26341: 1 is the heaviest. */
export type DisabilityGrade = 1 | 2 | 3 | 4

/** A disability card, as its number tells. */
export type DisabilityCard = {
  /** All 20 or 22 characters. */
  value: string
  citizenId: CitizenId
  kind: DisabilityKind
  grade: DisabilityGrade
  /** The two characters behind the twenty on a re-issued card, such as 'B1'. */
  reissue?: string
}

/**
 * Reads a card number of 20 characters, or 22 on a re-issued card, repaired and checked like an identity number.
 *
 * @example parseDisabilityCard('11010519491231002X43', { today: day('2023-06-01') })
 * // kind 4, grade 3, citizenId.value '11010519491231002X'
 */
export function parseDisabilityCard(input: unknown, options: CitizenIdOptions): Result<DisabilityCard> {
  const cleaned = cleanNumber(input)
  if (!cleaned.ok) return cleaned
  const value = cleaned.value.toUpperCase()
  if (value.length !== 20 && value.length !== 22) {
    const message = `残疾人证号应为20位（补发的22位），现在是${value.length}位，请对照证件核对。`
    return refuse(reason('disability-card.length', message, { value }))
  }
  const holder = parseCitizenId(value.slice(0, 18), options)
  const [kind, grade, reissue] = [Number(value[18]), Number(value[19]), value.slice(20)]
  const reasons = holder.ok ? [] : [...holder.reasons]
  if (!isKind(kind)) {
    const message = `残疾人证号第19位「${value[18]}」应为残疾类别1至7，请对照证件核对。`
    reasons.push(reason('disability-card.kind', message, { value }))
  }
  if (!isGrade(grade)) {
    const message = `残疾人证号第20位「${value[19]}」应为残疾等级1至4，请对照证件核对。`
    reasons.push(reason('disability-card.grade', message, { value }))
  }
  if (!/^([B\d]\d)?$/.test(reissue)) {
    const message = `残疾人证号末两位「${reissue}」不是补发次数，请对照证件核对。`
    reasons.push(reason('disability-card.reissue', message, { value }))
  }
  if (!holder.ok || !isKind(kind) || !isGrade(grade) || reasons.length > 0) return { ok: false, reasons }
  const card: DisabilityCard = { value, citizenId: holder.value, kind, grade }
  if (reissue !== '') card.reissue = reissue
  return ok(card, cleaned.notes)
}

/**
 * Answers the key under which a person is known, the same for the 15-digit and 18-digit identity number and for the
 * disability card of one person; nothing when the input is none of these.
 *
 * @example personKeyOf('110105491231002') === personKeyOf('11010519491231002x') // true
 */
export function personKeyOf(input: unknown): CitizenNumber | undefined {
  // Whether the birth lies in the future is not asked here: a key only says who is meant.
  const options = { today: day('2100-12-31') }
  const person = parseCitizenId(input, options)
  if (person.ok) return person.value.value
  const card = parseDisabilityCard(input, options)
  return card.ok ? card.value.citizenId.value : undefined
}

function isKind(digit: number): digit is DisabilityKind {
  return digit >= 1 && digit <= 7
}

function isGrade(digit: number): digit is DisabilityGrade {
  return digit >= 1 && digit <= 4
}
