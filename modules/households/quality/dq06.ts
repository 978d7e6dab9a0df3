/** DQ06: work away fits labour, place and months go together, days are in order. */
import { labelOf } from '../codes/code-list.ts'
import { labours } from '../codes/person.ts'
import {
  type QualityFile,
  type QualityFinding,
  type QualityPerson,
  type QualityRule,
  findingsOf,
} from './quality-rule.ts'

/** Work away without labour, half-filled work records, ends before starts, one phone in two places of work. */
export const dq06: QualityRule = {
  code: 'DQ06',
  title: '外出务工',
  source: '全国核查规则2_01_015、2_12_004、5_15_021、5_12_001',
  check: (file) =>
    findingsOf('DQ06', [
      ...file.members.flatMap((person) => [labourless(person), halfFilled(person), backwards(person)]),
      ...onePhone(file),
    ]),
}

type Found = Omit<QualityFinding, 'rule'> | null

function labourless(person: QualityPerson): Found {
  const labour = person.labour
  if (person.worksAway !== true || (labour !== 'none' && labour !== 'lost' && labour !== 'weak')) return null
  return {
    mark: 'labourless',
    person: person.id,
    what: `${person.name}正在外出务工，劳动技能却是“${labelOf(labours, labour)}”。`,
    why: '能外出务工的应有劳动能力，两处互相矛盾。',
    todo: '请核实是否务工，改正务工情况或劳动技能。',
  }
}

function halfFilled(person: QualityPerson): Found {
  const hasPlace = person.workArea !== null || person.workPlace !== null
  const hasMonths = (person.workMonths ?? 0) > 0
  if (hasPlace === hasMonths) return null
  return {
    mark: 'halfFilled',
    person: person.id,
    what: `${person.name}只填了${hasPlace ? '务工所在地，没有填务工时间' : '务工时间，没有填务工所在地'}。`,
    why: '务工所在地和务工时间应同时填写。',
    todo: '请补填缺少的一项；没有务工的两项都清空。',
  }
}

function backwards(person: QualityPerson): Found {
  if (person.workFrom === null || person.workTo === null || person.workTo >= person.workFrom) return null
  return {
    mark: 'backwards',
    person: person.id,
    what: `${person.name}务工结束日期${person.workTo}早于开始日期${person.workFrom}。`,
    why: '日期先后颠倒。',
    todo: '请核对两个日期。',
  }
}

function onePhone(file: QualityFile): Found[] {
  const keyOf = (person: QualityPerson) => person.phone.key ?? person.phone.digits
  const away = file.members.filter((person) => keyOf(person) !== undefined && person.workPlace !== null)
  return away.flatMap((person, at) => {
    const other = away
      .slice(0, at)
      .find((one) => keyOf(one) === keyOf(person) && one.workPlace !== person.workPlace)
    if (!other) return []
    return {
      mark: 'onePhone',
      person: person.id,
      what: `${person.name}与${other.name}留的是同一个电话，务工地却分别是“${person.workPlace}”和“${other.workPlace}”。`,
      why: '同一部电话不会同时在两地，务工监测会联系不上人。',
      todo: '请核对各人电话和务工所在地。',
    }
  })
}
