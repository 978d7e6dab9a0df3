import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen, parseYuan, yuanText } from './fen.ts'

test.each([
  ['7100', 710_000],
  [7100.5, 710_050],
  ['\uff11\uff12\uff0c\uff10\uff10\uff10', 1_200_000],
  [' 5000 ', 500_000],
  ['1,234,567.80', 123_456_780],
  ['1.2万', 1_200_000],
  ['1.2万元', 1_200_000],
  ['0.00005万', 50],
  ['11.2亿', 112_000_000_000],
  ['¥7,100.00', 710_000],
  ['7100元', 710_000],
  ['7.100', 710],
  ['-300', -30_000],
  ['0', 0],
  [0.1 + 0.2, 30],
])('%s is %i fen', (input, expected) => {
  expect(parseYuan(input)).toEqual({ ok: true, value: expected })
})

test.each([
  ['', 'yuan.blank'],
  ['\u3000\u200b', 'yuan.blank'],
  [null, 'yuan.blank'],
  ['—', 'yuan.dash'],
  ['——', 'yuan.dash'],
  ['-', 'yuan.dash'],
  ['/', 'yuan.dash'],
  ['1.234', 'yuan.decimals'],
  [1.005, 'yuan.decimals'],
  ['0.0000001万', 'yuan.decimals'],
  ['1,2', 'yuan.form'],
  ['12,34,567', 'yuan.form'],
  ['1e5', 'yuan.form'],
  ['无', 'yuan.form'],
  ['五千', 'yuan.form'],
  [Number.NaN, 'yuan.form'],
  [Number.POSITIVE_INFINITY, 'yuan.form'],
  ['99999999999999999', 'yuan.size'],
])('%s is refused as %s', (input, code) => {
  const read = parseYuan(input)
  expect(read.ok ? [] : read.reasons.map((why) => why.code)).toEqual([code])
})

test('amounts are written for people and for files', () => {
  expect(yuanText(fen(710_000))).toBe('7,100.00')
  expect(yuanText(fen(710_000), 'plain')).toBe('7100.00')
  expect(yuanText(fen(-5))).toBe('-0.05')
  expect(yuanText(fen(123_456_789_00))).toBe('123,456,789.00')
})

test('every amount reads back, grouped or plain', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (count) => {
      const amount = fen(count)
      expect(parseYuan(yuanText(amount))).toEqual({ ok: true, value: amount })
      expect(parseYuan(yuanText(amount, 'plain'))).toEqual({ ok: true, value: amount })
    }),
  )
})

test('fen refuses fractions', () => {
  expect(() => fen(0.5)).toThrow(RangeError)
  expect(Object.is(fen(-0), 0)).toBe(true)
})
