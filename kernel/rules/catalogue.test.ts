import { describe, expect, it } from 'vitest'
import { day, divisionCode } from '../basis/index.ts'
import {
  defineCatalogue,
  defineFeature,
  defineParameter,
  defineRule,
  explainFinding,
  featureColumn,
  keysOfRule,
  parseParameterValue,
  rulesOn,
  valueFor,
  type ParameterRow,
} from './index.ts'
import { library } from './test/library.ts'

const [late] = library.rules
const rows: ParameterRow[] = Object.values(library.parameters).flatMap(({ key, values }) =>
  values.map((row) => ({ ...row, key })),
)

describe('valueFor', () => {
  const south = divisionCode(990103)
  const north = divisionCode(990102)

  it('prefers the county to the city', () => {
    expect(valueFor(rows, 'loan.days', south, day('2023-05-01'))).toMatchObject({
      value: 14,
      document: '图馆〔2023〕1号',
    })
    expect(valueFor(rows, 'loan.days', north, day('2023-05-01'))).toMatchObject({ value: 30 })
    expect(valueFor(rows, 'loan.days', divisionCode(990102101001), day('2023-05-01'))?.value).toBe(30)
  })

  it('follows the days, the last one included', () => {
    expect(valueFor(rows, 'fine.limit', south, day('2023-06-30'))?.value).toBe(5_000)
    expect(valueFor(rows, 'fine.limit', south, day('2023-07-01'))?.value).toBe(8_000)
    expect(valueFor(rows, 'fine.limit', south, day('2022-12-31'))).toBeUndefined()
    expect(valueFor(rows, 'fine.limit', divisionCode(980101), day('2023-07-01'))).toBeUndefined()
  })

  it('takes the value that began last where two are in force', () => {
    const newer = { ...rows[0]!, value: 21, from: day('2023-04-01') }
    expect(valueFor([...rows, newer], 'loan.days', south, day('2023-05-01'))?.value).toBe(21)
    expect(valueFor([newer, ...rows], 'loan.days', south, day('2023-03-31'))?.value).toBe(14)
  })
})

describe('parseParameterValue', () => {
  const read = (key: keyof typeof library.parameters, text: string) => {
    const parsed = parseParameterValue(library.parameters[key], text)
    return parsed.ok ? parsed.value : parsed.reasons[0]!.code
  }

  it('reads what people write, in the unit that is stored', () => {
    expect(read('fine.limit', '80.5元')).toBe(8050)
    expect(read('loan.days', ' 30 天')).toBe(30)
    expect(read('onTime.floor', '82.5%')).toBe(82.5)
    expect(read('lost.factor', '１.５')).toBe(1.5)
  })

  it('refuses what is no such number', () => {
    expect(read('loan.days', '30.5')).toBe('rules.parameter.value')
    expect(read('lost.factor', '1e3')).toBe('rules.parameter.value')
    expect(read('fine.limit', '')).toBe('yuan.blank')
  })
})

describe('rules', () => {
  it('hold from their first day to their last', () => {
    const on = (text: string) => rulesOn(library, day(text)).map((rule) => rule.key)
    expect(on('2022-12-31')).toEqual([])
    expect(on('2023-02-28')).toEqual(['reader.late', 'reader.fines'])
    expect(on('2023-12-31')).toEqual(['reader.late', 'reader.fines', 'reader.childAway'])
    expect(on('2024-01-01')).toEqual(['reader.late', 'reader.fines'])
  })

  it('name the inputs that are kept with a finding', () => {
    expect(keysOfRule(late!)).toEqual(['daysLate', 'isStaff', 'loan.days', 'booksHeld'])
  })

  it('explain themselves in office format', () => {
    const inputs = { daysLate: 1021, 'loan.days': 14, booksHeld: 3 }
    expect(explainFinding(library, late!, inputs)).toBe('最长逾期1,021 天，超过14 天，现有在借3 册')
    const away = library.rules[2]!
    expect(explainFinding(library, away, { card: 'child', joinedOn: '2022-03-05' })).toBe(
      '少儿证读者于2022年3月5日办证，没有到馆记录',
    )
    expect(explainFinding(library, library.rules[1]!, { finesOwed: 123456 })).toBe(
      '应缴滞纳金1,234.56 元，上限没有数据',
    )
  })
})

describe('definitions', () => {
  it('refuse a sentence that shows what the rule does not know', () => {
    expect(() => defineRule({ ...late!, explain: '{booksLost}' })).toThrow('{booksLost}')
    expect(() => defineRule({ ...late!, version: 0 })).toThrow('version')
    expect(() => defineRule({ ...late!, to: day('2022-01-01') })).toThrow('ends before')
  })

  it('refuse malformed features and parameters', () => {
    const { daysLate } = library.features
    expect(() => defineFeature({ ...daysLate, key: 'days_late' })).toThrow('camelCase')
    expect(() => defineFeature({ ...daysLate, codes: { a: 'A' } })).toThrow('only a code')
    const limit = library.parameters['fine.limit']
    const first = limit.values[0]!
    expect(() => defineParameter({ ...limit, values: [{ ...first, value: 0.5 }] })).toThrow('whole')
    expect(() => defineParameter({ ...limit, values: [first, first] })).toThrow('two values')
    expect(() =>
      defineParameter({ ...limit, values: [{ ...first, place: divisionCode(990102101) }] }),
    ).toThrow('county')
  })

  it('refuse a catalogue that does not fit together', () => {
    const { daysLate: _, ...rest } = library.features
    expect(() => defineCatalogue({ ...library, features: rest })).toThrow('reader.late reads daysLate')
    expect(() => defineCatalogue({ ...library, rules: [late!, late!] })).toThrow('two rules reader.late')
    expect(() => defineCatalogue({ ...library, subject: { ...library.subject, table: 'a b.c' } })).toThrow(
      'schema.table',
    )
    const stray = { ...late!, mentions: ['nothing'] }
    expect(() => defineCatalogue({ ...library, rules: [stray] })).toThrow('reads nothing')
  })

  it('write columns in snake case', () => {
    expect(featureColumn('incomePerCapita')).toBe('income_per_capita')
  })
})
