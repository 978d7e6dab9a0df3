/** DQ08: schooling, grants, destitution and work that do not go together. */
import { isVocational } from '../codes/schooling.ts'
import { type QualityFile, type QualityPerson, type QualityRule, findingsOf } from './quality-rule.ts'
import { ageIn, hasWork, isHealthy, isStudent } from './subjects.ts'

/** 雨露计划 outside vocational schools, masters under twenty, healthy destitutes of working age, graduates without work. */
export const dq08: QualityRule = {
  code: 'DQ08',
  title: '就学、特困与就业',
  source: '全国核查规则5_15_012、5_12_018、5_15_019',
  check: (file) =>
    findingsOf(
      'DQ08',
      file.members.flatMap((person) => [
        grant(person),
        master(file, person),
        destitute(file, person),
        idle(file, person),
      ]),
    ),
}

function grant(person: QualityPerson) {
  if (person.schoolGrant !== true || (person.schooling !== null && isVocational(person.schooling)))
    return null
  return {
    mark: 'grant',
    person: person.id,
    what: `${person.name}享受雨露计划，在校生状况却不是中职、高职或技师学院。`,
    why: '雨露计划只补助中、高等职业教育在校生。',
    todo: '请核对在校生状况和补助发放记录。',
  }
}

function master(file: QualityFile, person: QualityPerson) {
  const age = ageIn(file, person)
  if (person.schooling !== 'master' || age === undefined || age >= file.settings.masterAge) return null
  return {
    mark: 'master',
    person: person.id,
    what: `${person.name}今年${age}周岁，在校生状况是“硕士研究生及以上”。`,
    why: `不满${file.settings.masterAge}周岁读研究生很少见，多为选错。`,
    todo: '请核对在校生状况。',
  }
}

function destitute(file: QualityFile, person: QualityPerson) {
  const age = ageIn(file, person)
  const { from, to } = file.settings.destituteAge
  if (person.destitute !== true || age === undefined || age < from || age > to) return null
  if (!isHealthy(person) || isStudent(person)) return null
  return {
    mark: 'destitute',
    person: person.id,
    what: `${person.name}今年${age}周岁，健康、不在校，登记为特困供养人员。`,
    why: '特困供养对象应无劳动能力、无生活来源、无赡养抚养人。',
    todo: '请与民政核对特困认定，或改正健康状况。',
  }
}

function idle(file: QualityFile, person: QualityPerson) {
  const age = ageIn(file, person)
  const { from, to } = file.settings.workingAge
  const graduate = person.education === 'college' || person.education === 'bachelor'
  if (
    !graduate ||
    age === undefined ||
    age < from ||
    age > to ||
    hasWork(person) ||
    person.onService === true
  )
    return null
  return {
    mark: 'idle',
    person: person.id,
    what: `${person.name}是大专及以上毕业，没有务工或岗位记录。`,
    why: '大专及以上毕业生未就业需要重点帮扶就业。',
    todo: '请核实就业情况，补录务工信息，或写明未就业原因。',
  }
}
