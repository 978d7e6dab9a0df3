/** DQ05: 劳动技能 fits the age. */
import { labelOf } from '../codes/code-list.ts'
import { labours } from '../codes/person.ts'
import { type QualityFile, type QualityPerson, type QualityRule, findingsOf } from './quality-rule.ts'
import { ageIn, isHealthy, isStudent } from './subjects.ts'

/** Children have no labour, healthy adults have it, the old are weak or none. */
export const dq05: QualityRule = {
  code: 'DQ05',
  title: '劳动技能与年龄',
  source: '全国核查规则2_01_011、5_12_008、2_12_017',
  check: (file) =>
    findingsOf(
      'DQ05',
      file.members.map((person) => misfit(file, person)),
    ),
}

function misfit(file: QualityFile, person: QualityPerson) {
  const age = ageIn(file, person)
  const labour = person.labour
  if (age === undefined || labour === null) return null
  const { from, to } = file.settings.workingAge
  const told = `${person.name}今年${age}周岁，劳动技能是“${labelOf(labours, labour)}”。`
  if (age < from && labour !== 'none') {
    return {
      mark: 'underAge',
      person: person.id,
      what: told,
      why: `不满${from}周岁的应为“无劳动力”。`,
      todo: '请核对出生日期，改正劳动技能。',
    }
  }
  if (
    age >= from &&
    age <= to &&
    isHealthy(person) &&
    !isStudent(person) &&
    labour !== 'ordinary' &&
    labour !== 'skilled'
  ) {
    return {
      mark: 'healthyAdult',
      person: person.id,
      what: told,
      why: `${from}至${to}周岁、健康、不在校的，一般应有劳动能力；这会影响“整户无劳动力”的判断。`,
      todo: '请入户核实健康状况和劳动能力；情况属实的写明原因。',
    }
  }
  if (age > to && (labour === 'ordinary' || labour === 'skilled' || labour === 'lost')) {
    return {
      mark: 'aged',
      person: person.id,
      what: told,
      why: `满${to + 1}周岁的应为“弱劳动力或半劳动力”或“无劳动力”。`,
      todo: '请核对后改正；仍在稳定劳动的写明原因。',
    }
  }
  return null
}
