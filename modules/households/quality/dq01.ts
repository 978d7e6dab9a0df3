/** DQ01: identity numbers are right, and nobody is there twice. */
import { parseCitizenId, parseDisabilityCard, personKeyOf } from '@xinlu/kernel/basis'
import {
  type QualityFile,
  type QualityFinding,
  type QualityPerson,
  type QualityRule,
  findingsOf,
} from './quality-rule.ts'

/** Check character, length and doubles by the first eighteen characters. Sentences never repeat a number. */
export const dq01: QualityRule = {
  code: 'DQ01',
  title: '证件号码',
  source: '全国导出表核查：身份证校验位、长度、前18位重复',
  check: (file) =>
    findingsOf('DQ01', [...file.members.map((person) => numberOf(file, person)), ...doubles(file)]),
}

function numberOf(file: QualityFile, person: QualityPerson): Omit<QualityFinding, 'rule'> | null {
  if (!person.idNumber.given) {
    return {
      mark: 'missing',
      person: person.id,
      what: `${person.name}没有填写证件号码。`,
      why: '没有证件号码，部门数据无法与此人比对。',
      todo: '请对照户口簿补录；确无证件的，写明原因。',
    }
  }
  const digits = person.idNumber.digits
  if (digits === undefined) return null
  const read =
    digits.length > 18
      ? parseDisabilityCard(digits, { today: file.today })
      : parseCitizenId(digits, { today: file.today })
  if (read.ok) return null
  return {
    mark: 'wrong',
    person: person.id,
    what: `${person.name}的证件号码不对：${read.reasons.map((why) => why.message).join('')}`,
    why: '证件号码错误会使此人的医保、低保等数据全部比对不上。',
    todo: '请对照证件逐位核对后更正。',
  }
}

function doubles(file: QualityFile): Omit<QualityFinding, 'rule'>[] {
  const seen = new Map<string, QualityPerson>()
  return file.members.flatMap((person) => {
    const key = person.idNumber.key ?? (person.idNumber.digits && personKeyOf(person.idNumber.digits))
    if (!key) return []
    const first = seen.get(key)
    seen.set(key, first ?? person)
    if (!first) return []
    return {
      mark: 'double',
      person: person.id,
      what: `${person.name}与${first.name}的证件号码相同（按前18位比对）。`,
      why: '同一人被登记两次，家庭人口数和人均收入都会算错。',
      todo: '请核对是否同一人；是的，减少其中一条（原因选“识别错误或重复”）。',
    }
  })
}
