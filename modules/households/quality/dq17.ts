/** DQ17: the head can be telephoned, and four facts of each member are not empty. */
import { parseMobile } from '@xinlu/kernel/basis'
import {
  type QualityFile,
  type QualityFinding,
  type QualityPerson,
  type QualityRule,
  findingsOf,
} from './quality-rule.ts'

/** The head's phone of eleven digits; nation, mandarin, 低保 and pension written down. */
export const dq17: QualityRule = {
  code: 'DQ17',
  title: '联系电话和常缺项',
  source: '脱贫人口导出表核查：电话11位，民族、普通话、低保、养老不为空',
  check: (file) => findingsOf('DQ17', [phone(file), ...file.members.map(gaps)]),
}

function phone({ household, members }: QualityFile): Omit<QualityFinding, 'rule'> | null {
  const head = members.find((person) => person.relation === 'head')
  const number = head?.phone.given ? head.phone : household.phone
  const wrong = number.digits !== undefined && !isMobile(number.digits)
  if (number.given && !wrong) return null
  return {
    mark: wrong ? 'phoneWrong' : 'phoneMissing',
    what: wrong ? '户主电话不是11位手机号码。' : '这一户没有留联系电话。',
    why: '联系不上，动态监测和政策通知都到不了户。',
    todo: '请补录或改正户主手机号；确无手机的，写明由谁转告。',
  }
}

function isMobile(digits: string): boolean {
  const read = parseMobile(digits)
  return read.ok && read.value.kind === 'mobile'
}

function gaps(person: QualityPerson): Omit<QualityFinding, 'rule'> | null {
  const empty = [
    person.nation === null && '民族',
    person.speaksMandarin === null && '是否会讲普通话',
    person.lowIncome === null && '是否享受农村低保',
    person.pensionResident === null && person.pensionWorker === null && '养老保险',
  ].filter((name) => name !== false)
  if (empty.length === 0) return null
  return {
    mark: `empty:${empty.length}`,
    person: person.id,
    what: `${person.name}没有填写${empty.join('、')}。`,
    why: '这些是国家采集表的必填项。',
    todo: '请在入户时一并补填。',
  }
}
