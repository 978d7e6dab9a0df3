import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countyOf,
  divisionCode,
  divisionCodeText,
  isWithin,
  levelOf,
  parentOf,
  parseDivisionCode,
  scopeOf,
} from './division-code.ts'

test.each([
  ['140900', 140900000000],
  [140902, 140902000000],
  ['140902101', 140902101000],
  ['140902101001', 140902101001],
  [' \uff11\uff14\uff10\uff19\uff10\uff12 ', 140902000000],
  ["'140902101001", 140902101001],
  ['14', 140000000000],
  ['441900003', 441900003000],
])('%s is the code %i', (input, expected) => {
  expect(parseDivisionCode(input)).toEqual({ ok: true, value: expected })
})

test.each([
  ['', 'division-code.blank'],
  ['1409021', 'division-code.form'],
  ['040902', 'division-code.form'],
  ['忻府区', 'division-code.form'],
  [140902.5, 'division-code.form'],
  ['140902000001', 'division-code.gap'],
  ['140002', 'division-code.gap'],
])('%s is refused as %s', (input, code) => {
  const read = parseDivisionCode(input)
  expect(read.ok ? [] : read.reasons.map((why) => why.code)).toEqual([code])
})

test('levels, parents and counties follow from the digits', () => {
  const village = divisionCode('140902101001')
  const chain = [village]
  for (let up = parentOf(village); up !== undefined; up = parentOf(up)) chain.push(up)
  expect(chain.map((code) => [levelOf(code), divisionCodeText(code)])).toEqual([
    ['village', '140902101001'],
    ['township', '140902101000'],
    ['county', '140902000000'],
    ['city', '140900000000'],
    ['province', '140000000000'],
  ])
  expect(countyOf(village)).toBe(140902)
  expect(countyOf(divisionCode(140900))).toBe(140900)
  expect(parentOf(divisionCode('441900003'))).toBe(441900000000)
})

test('a scope is half open', () => {
  const city = divisionCode(140900)
  expect(scopeOf(city)).toEqual({ lo: 140900000000, hi: 141000000000 })
  expect(isWithin(divisionCode('140902101001'), city)).toBe(true)
  expect(isWithin(divisionCode('141000'), city)).toBe(false)
  expect(isWithin(city, divisionCode('140902'))).toBe(false)
  expect(isWithin(city, scopeOf(city))).toBe(true)
})

test('every code lies in its parent and reads back', () => {
  const segment = fc.integer({ min: 1, max: 99 })
  const wide = fc.integer({ min: 0, max: 999 })
  fc.assert(
    fc.property(
      fc.integer({ min: 11, max: 65 }),
      segment,
      segment,
      wide,
      wide,
      (p, city, county, town, village) => {
        const digits = p * 1e10 + city * 1e8 + county * 1e6 + town * 1e3 + (town > 0 ? village : 0)
        const code = divisionCode(digits)
        const parent = parentOf(code)!
        expect(isWithin(code, parent)).toBe(true)
        expect(scopeOf(code).hi).toBeLessThanOrEqual(scopeOf(parent).hi)
        expect(parseDivisionCode(divisionCodeText(code))).toEqual({ ok: true, value: code })
      },
    ),
  )
})
