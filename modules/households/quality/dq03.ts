/** DQ03: exactly one of 文化程度 and 在校生状况; children of school age are at school or have a reason. */
import {
  type QualityFile,
  type QualityFinding,
  type QualityPerson,
  type QualityRule,
  findingsOf,
} from './quality-rule.ts'
import { ageIn, isStudent } from './subjects.ts'

/** Education and schooling exclude each other, and one of them is there. */
export const dq03: QualityRule = {
  code: 'DQ03',
  title: '文化程度与在校生状况',
  source: '全国核查规则3_12_003、3_01_002、1_02_005',
  check: (file) =>
    findingsOf(
      'DQ03',
      file.members.flatMap((person) => [oneOfTwo(person), schoolAge(file, person)]),
    ),
}

function oneOfTwo(person: QualityPerson): Omit<QualityFinding, 'rule'> | null {
  const both = person.education !== null && person.schooling !== null
  const none = person.education === null && person.schooling === null
  if (!both && !none) return null
  return {
    mark: both ? 'both' : 'neither',
    person: person.id,
    what: both
      ? `${person.name}同时填了文化程度和在校生状况。`
      : `${person.name}的文化程度和在校生状况都没有填。`,
    why: '在校的只填在校生状况，不在校的只填文化程度，二者必有其一。',
    todo: both ? '请核对是否在校，删去其中一项。' : '请补填其中一项。',
  }
}

function schoolAge(file: QualityFile, person: QualityPerson): Omit<QualityFinding, 'rule'> | null {
  const { from, to } = file.settings.schoolAge
  const age = ageIn(file, person)
  if (age === undefined || age < from || age > to || isStudent(person) || person.dropoutReason !== null)
    return null
  // Who has finished junior school before the upper age has done compulsory education.
  if (person.education !== null && person.education !== 'illiterate' && person.education !== 'primary')
    return null
  return {
    mark: 'schoolAge',
    person: person.id,
    what: `${person.name}今年${age}周岁，没有在校，也没有填义务教育阶段未上学原因。`,
    why: '适龄儿童少年失学辍学是重点风险，必须说明。',
    todo: '请核实就学情况，填写在校生状况或未上学原因。',
  }
}
