import { describe, expect, it } from 'vitest'
import { day } from '../basis/index.ts'
import {
  all,
  any,
  briefReasons,
  describeTrace,
  eq,
  gt,
  interpret,
  isKnown,
  isTrue,
  lt,
  not,
  over,
  traceText,
  value,
  vocabulary,
  type Condition,
  type FeatureValues,
  type ParametersInForce,
} from './index.ts'
import { features, library, parameters } from './test/library.ts'

const { feature } = vocabulary(features, parameters)
const inForce: ParametersInForce = Object.fromEntries(
  Object.values(library.parameters).map(({ key, values }) => [key, values.at(-1)]),
)
const outcome = (condition: Condition, values: FeatureValues) =>
  interpret(library, condition, values, inForce).value

describe('interpret', () => {
  const yes = isTrue(feature('isStaff'))
  const no = not(yes)
  const unknown = gt(feature('daysLate'), value(1))

  it('knows three outcomes, as SQL does', () => {
    const values = { isStaff: true }
    expect([yes, no, unknown].map((part) => outcome(part, values))).toEqual([true, false, null])
    expect(outcome(all(yes, unknown), values)).toBe(null)
    expect(outcome(all(no, unknown), values)).toBe(false)
    expect(outcome(any(yes, unknown), values)).toBe(true)
    expect(outcome(any(no, unknown), values)).toBe(null)
    expect(outcome(not(unknown), values)).toBe(null)
    expect(outcome(isKnown(feature('daysLate')), values)).toBe(false)
  })

  it('does not know what nothing is divided by nothing', () => {
    const perBook = over(feature('finesOwed'), feature('booksHeld'))
    expect(outcome(lt(perBook, value(100, 'money')), { finesOwed: 500, booksHeld: 0 })).toBe(null)
    expect(outcome(eq(perBook, value(250, 'money')), { finesOwed: 500, booksHeld: 2 })).toBe(true)
  })

  it('does not know what no document sets', () => {
    const late = library.rules[0]!.when
    expect(interpret(library, late, { daysLate: 99, isStaff: false }, {}).value).toBe(null)
  })

  it('marks the branches that decided', () => {
    const { trace } = interpret(library, all(yes, any(no, unknown)), { isStaff: false }, inForce)
    expect(trace).toMatchObject({
      outcome: false,
      decisive: true,
      of: [
        { outcome: false, decisive: true },
        { outcome: true, decisive: false, of: [{ decisive: false }, { decisive: false }] },
      ],
    })
  })
})

describe('briefReasons', () => {
  const textOf = (rule: Parameters<typeof interpret>[1], features: Parameters<typeof interpret>[2]) =>
    briefReasons(interpret(library, rule, features, inForce).trace).map(
      ({ depth, text }) => `${depth} ${text}`,
    )

  it('lists what decided, without headings', () => {
    expect(textOf(library.rules[0]!.when, { daysLate: 45, isStaff: false })).toEqual([
      '0 最长逾期天数 45 天，高于逾期提醒天数 30 天（北馆〔2023〕3号，按通行做法）',
      '0 本馆职工：否',
    ])
  })

  it('shows of an alternative the branch that decided', () => {
    expect(textOf(library.rules[1]!.when, { finesOwed: 9_000 })).toEqual([
      '0 应缴滞纳金 90.00 元，不低于滞纳金上限 80.00 元（图馆〔2023〕9号，待核定）',
    ])
  })

  it('of a refusal shows the condition that failed', () => {
    expect(textOf(library.rules[0]!.when, { daysLate: 5, isStaff: false })).toEqual([
      '0 最长逾期天数 5 天，不高于逾期提醒天数 30 天（北馆〔2023〕3号，按通行做法）',
    ])
  })
})

describe('describeTrace', () => {
  it('says why a reader is pointed at, with numbers and documents', () => {
    const { trace } = interpret(library, library.rules[0]!.when, { daysLate: 45, isStaff: false }, inForce)
    expect(traceText(trace)).toBe(
      [
        '✓ 以下各项都成立：',
        '  ✓ 最长逾期天数 45 天，高于逾期提醒天数 30 天（北馆〔2023〕3号，按通行做法）',
        '  ✓ 本馆职工：否',
      ].join('\n'),
    )
  })

  it('says what is missing', () => {
    const { trace } = interpret(library, library.rules[1]!.when, { finesOwed: 9_000 }, inForce)
    expect(describeTrace(trace).map(({ text, decisive }) => [text, decisive])).toEqual([
      ['以下至少一项成立：', true],
      ['应缴滞纳金 90.00 元，不低于滞纳金上限 80.00 元（图馆〔2023〕9号，待核定）', true],
      ['平均书价没有数据，不能判断应缴滞纳金是否高于平均书价 × 遗失赔偿倍数', false],
    ])
  })

  it('states facts, whatever the rule asked for', () => {
    const rule = all(
      lt(feature('joinedOn'), value(day('2023-01-01'))),
      not(eq(feature('card'), value('child'))),
    )
    const { trace } = interpret(library, rule, { joinedOn: '2023-05-04', card: 'child' }, inForce)
    expect(describeTrace(trace).map(({ text }) => text)).toEqual([
      '以下各项没有都成立：',
      '办证日期 2023年5月4日，不早于2023年1月1日',
      '读者证类别：少儿证',
    ])
  })
})
