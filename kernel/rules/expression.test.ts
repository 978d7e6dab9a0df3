import { describe, expect, it } from 'vitest'
import { day } from '../basis/index.ts'
import {
  all,
  among,
  any,
  eq,
  gt,
  isTrue,
  keysIn,
  lt,
  minus,
  not,
  over,
  parseExpression,
  plus,
  times,
  value,
  vocabulary,
  type Condition,
} from './index.ts'
import { features, library, parameters } from './test/library.ts'

const { feature, parameter } = vocabulary(features, parameters)

describe('the compiler', () => {
  it('refuses what measures something else', () => {
    // @ts-expect-error a misspelt feature
    expect(() => feature('daysLat')).toThrow('No feature daysLat')
    // @ts-expect-error a misspelt parameter
    expect(() => parameter('loan.day')).toThrow('No parameter loan.day')
    // @ts-expect-error money is not days
    lt(feature('finesOwed'), parameter('loan.days'))
    // @ts-expect-error a flag is not money
    eq(feature('finesOwed'), feature('isStaff'))
    // @ts-expect-error a bare number is not money
    gt(feature('finesOwed'), value(5000))
    // @ts-expect-error codes have no order
    lt(feature('card'), feature('card'))
    // @ts-expect-error only flags are true
    isTrue(feature('card'))
    // @ts-expect-error money times money is nothing
    times(feature('finesOwed'), feature('pricePerBook'))
    // @ts-expect-error a day is not a code
    among(feature('joinedOn'), ['child'])
  })

  it('lets arithmetic keep the measure', () => {
    const share = over(feature('finesOwed'), feature('pricePerBook'))
    const rule = all(
      gt(share, value(2)),
      lt(minus(feature('finesOwed'), value(100, 'money')), parameter('fine.limit')),
    )
    expect(parseExpression(rule, library)).toMatchObject({ ok: true })
    expect(keysIn(rule)).toEqual({ features: ['finesOwed', 'pricePerBook'], parameters: ['fine.limit'] })
  })
})

describe('parseExpression', () => {
  it('answers an equal copy of every rule after a journey through JSON', () => {
    for (const rule of library.rules) {
      expect(parseExpression(JSON.parse(JSON.stringify(rule.when)), library)).toEqual({
        ok: true,
        value: rule.when,
      })
    }
  })

  it('drops what it does not know inside a node', () => {
    const json = { is: 'isTrue', term: { is: 'feature', key: 'isStaff', sql: 'drop table' }, extra: 1 }
    expect(parseExpression(json, library)).toEqual({ ok: true, value: isTrue(feature('isStaff')) })
  })

  it('gives all reasons at once, each with its path', () => {
    const json = {
      is: 'all',
      of: [
        { is: 'lt', left: { is: 'feature', key: 'nothing' }, right: { is: 'parameter', key: 'loan.days' } },
        { is: 'gt', left: { is: 'feature', key: 'finesOwed' }, right: { is: 'parameter', key: 'loan.days' } },
        { is: 'among', term: { is: 'feature', key: 'card' }, codes: ['pensioner'] },
        {
          is: 'lt',
          left: { is: 'feature', key: 'card' },
          right: { is: 'value', kind: 'code', value: 'child' },
        },
        { is: 'sleep' },
        { is: 'any', of: [] },
      ],
    }
    const parsed = parseExpression(json, library)
    expect(parsed.ok).toBe(false)
    const reasons = parsed.ok ? [] : parsed.reasons
    expect(reasons.map(({ code, path }) => [code.replace('rules.expression.', ''), path])).toEqual([
      ['key', 'of.0.left'],
      ['kind', 'of.1'],
      ['code', 'of.2'],
      ['kind', 'of.3'],
      ['unknown', 'of.4'],
      ['parts', 'of.5'],
    ])
  })

  it.each([
    ['a prototype key', { is: 'isKnown', term: { is: 'feature', key: 'constructor' } }],
    [
      'a number as text',
      {
        is: 'eq',
        left: { is: 'feature', key: 'daysLate' },
        right: { is: 'value', kind: 'number', value: '1' },
      },
    ],
    [
      'infinity',
      {
        is: 'eq',
        left: { is: 'feature', key: 'daysLate' },
        right: { is: 'value', kind: 'number', value: Infinity },
      },
    ],
    [
      'a day that never was',
      {
        is: 'lt',
        left: { is: 'feature', key: 'joinedOn' },
        right: { is: 'value', kind: 'day', value: '2023-02-30' },
      },
    ],
    ['nothing', null],
    ['a list', []],
  ])('refuses %s', (_, json) => {
    expect(parseExpression(json, library).ok).toBe(false)
  })

  it('refuses what is too deep, too large or calculates too far', () => {
    const staff: Condition = isTrue(feature('isStaff'))
    let deep = staff
    for (let i = 0; i < 12; i += 1) deep = not(deep)
    expect(parseExpression(deep, library)).toMatchObject({
      ok: false,
      reasons: [{ code: 'rules.expression.depth' }],
    })
    const large = any(...Array.from({ length: 150 }, () => staff))
    expect(parseExpression(large, library)).toMatchObject({
      ok: false,
      reasons: [{ code: 'rules.expression.size' }],
    })
    let sum = plus(feature('daysLate'), value(1))
    for (let i = 0; i < 3; i += 1) sum = plus(sum, value(1))
    expect(parseExpression(eq(sum, value(1)), library)).toMatchObject({
      ok: false,
      reasons: [{ code: 'rules.expression.arithmetic' }],
    })
  })

  it('tells days from codes in fixed values', () => {
    expect(value(day('2023-01-01'))).toEqual({ is: 'value', kind: 'day', value: '2023-01-01' })
    expect(value('child')).toEqual({ is: 'value', kind: 'code', value: 'child' })
  })
})
