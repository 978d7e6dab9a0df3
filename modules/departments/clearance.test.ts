import { describe, expect, it } from 'vitest'
import { mayReadFact } from './clearance.ts'
import { factsOf } from './facts.ts'
import { departmentOfUnit, feedNames } from './model.ts'
import { ledgersFor } from './permissions.ts'

const county = { role: 'county', unit: '云山县专班' } as const
const township = { role: 'township', unit: '柳林镇人民政府' } as const
const auditor = { role: 'auditor', unit: '市督导组' } as const
const insurer = { role: 'department', unit: '云山县医疗保障局' } as const

describe('ledgersFor', () => {
  it.each([
    ['云山县医疗保障局', ['medicalExpense', 'insurance']],
    ['市公安局', ['accident', 'householdMove', 'holdingVehicle']],
    ['忻府区残疾人联合会', ['disability']],
    ['云山县气象局', []],
  ])('%s reaches %o', (unit, reached) => {
    expect(ledgersFor({ role: 'department', unit })).toEqual(reached)
  })

  it('everybody else reaches all', () => {
    expect(ledgersFor(county)).toEqual(feedNames)
  })

  it('a unit that only mentions a department is none', () => {
    expect(departmentOfUnit('民政局家属院居委会')).toBeUndefined()
  })
})

describe('mayReadFact', () => {
  it('illness is read by those who work with the household, not by the auditor', () => {
    expect(mayReadFact(county, 'medicalExpense', 'sensitive')).toBe(true)
    expect(mayReadFact(auditor, 'medicalExpense', 'sensitive')).toBe(false)
    expect(mayReadFact(auditor, 'disability', 'sensitive')).toBe(false)
  })

  it('a liaison reads the own feeds whole and others not at all', () => {
    expect(mayReadFact(insurer, 'medicalExpense', 'sensitive')).toBe(true)
    expect(mayReadFact(insurer, 'relief', 'open')).toBe(false)
  })

  it('the township learns of a holding, not of its worth', () => {
    expect(mayReadFact(township, 'holdingVehicle', 'open')).toBe(true)
    expect(mayReadFact(township, 'holdingVehicle', 'personal')).toBe(false)
    expect(mayReadFact(county, 'holdingVehicle', 'personal')).toBe(true)
  })
})

describe('factsOf', () => {
  const vehicle = {
    plate: '晋H12345',
    kind: 'truck',
    is_commercial: true,
    from_on: '2021-06-01',
    to_on: null,
    worth: 3_200_000,
  }

  it('words what may be read and only names the rest', () => {
    expect(factsOf(township, 'holdingVehicle', vehicle)).toEqual([
      { key: 'plate', label: '号牌号码', text: null, hidden: true },
      { key: 'kind', label: '车辆类型', text: '货车', hidden: false },
      { key: 'isCommercial', label: '是否营运', text: '是', hidden: false },
      { key: 'fromOn', label: '登记日期', text: '2021-06-01', hidden: false },
      { key: 'worth', label: '估值（元）', text: null, hidden: true },
    ])
  })

  it('never shows the number or the name among the facts', () => {
    const record = {
      citizen: '\\x00',
      citizen_index: '\\x01',
      name: '李大山',
      card: '\\x02',
      kind: '4',
      grade: '2',
    }
    expect(factsOf(county, 'disability', record).map(({ key }) => key)).toEqual(['kind', 'grade'])
  })
})
