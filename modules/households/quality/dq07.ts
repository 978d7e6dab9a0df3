/** DQ07: exactly one basic medical insurance, and 大病保险 with it. */
import { type QualityPerson, type QualityRule, findingsOf } from './quality-rule.ts'

/** Both or neither basic insurance, and no 大病保险. */
export const dq07: QualityRule = {
  code: 'DQ07',
  title: '基本医疗保险和大病保险',
  source: '全国核查规则2_12_015、2_01_008、2_01_016',
  check: (file) =>
    findingsOf(
      'DQ07',
      file.members.flatMap((person) => [basic(person), critical(person)]),
    ),
}

function basic(person: QualityPerson) {
  const both = person.insuredResident === true && person.insuredWorker === true
  const neither = person.insuredResident !== true && person.insuredWorker !== true
  // A soldier is cared for by the army.
  if (!both && (!neither || person.onService === true)) return null
  return {
    mark: both ? 'both' : 'neither',
    person: person.id,
    what: both
      ? `${person.name}同时登记了城乡居民医保和城镇职工医保。`
      : `${person.name}没有登记参加任何一种基本医疗保险。`,
    why: both ? '基本医疗保险不能重复参加。' : '应保尽保，每个人应参加一种基本医疗保险。',
    todo: both ? '请核对实际参保类型，改正其中一项。' : '请核实参保情况；确未参保的，动员参保并写明原因。',
  }
}

function critical(person: QualityPerson) {
  if (person.criticalInsurance !== false || person.insuredResident !== true) return null
  return {
    mark: 'critical',
    person: person.id,
    what: `${person.name}参加了城乡居民医保，大病保险却填“否”。`,
    why: '参加城乡居民医保的同时享有大病保险。',
    todo: '请核对后改为“是”。',
  }
}
