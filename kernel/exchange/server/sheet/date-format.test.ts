import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '../../../basis/index.ts'
import { dayAndTime, dayOfSerial, isDateFormat, serialOfDay } from './date-format.ts'

test.each([
  ['yyyy-mm-dd', true],
  ['yyyy"年"m"月"d"日"', true],
  ['[$-804]yyyy"年"m"月"', true],
  ['m/d', true],
  ['yyyy/m/d h:mm', true],
  ['[Red]#,##0.00', false],
  ['0.00E+00', false],
  ['General', false],
  ['@', false],
  ['h:mm', false],
  ['[h]:mm:ss', false],
  ['0"元/day"', false],
])('format %s shows a day: %s', (code, expected) => {
  expect(isDateFormat(200, code)).toBe(expected)
})

test('built-in formats, the East Asian ones included', () => {
  expect([14, 22, 27, 31, 57, 58].every((id) => isDateFormat(id))).toBe(true)
  expect([0, 1, 4, 9, 11, 18, 20, 46, 49].some((id) => isDateFormat(id))).toBe(false)
})

test('serials around the 29 February 1900 that never was', () => {
  expect(dayOfSerial(1, false)).toEqual({ day: '1900-01-01' })
  expect(dayOfSerial(59, false)).toEqual({ day: '1900-02-28' })
  expect(dayOfSerial(60, false)).toBeNull()
  expect(dayOfSerial(61, false)).toEqual({ day: '1900-03-01' })
  expect(dayOfSerial(44927, false)).toEqual({ day: '2023-01-01' })
  expect(dayOfSerial(44927.5, false)).toEqual({ day: '2023-01-01', time: '12:00:00' })
  expect(dayOfSerial(43465, true)).toEqual({ day: '2023-01-01' })
  expect(dayOfSerial(0, true)).toEqual({ day: '1904-01-01' })
  expect(dayOfSerial(2958465, false)).toEqual({ beyond: '9999-12-31' })
  expect(dayOfSerial(0.5, false)).toBeNull()
  expect(dayOfSerial(2958466, false)).toBeNull()
})

test('every day comes back from its serial', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 73_000 }), (count) => {
      const one = addDays(day('1900-01-01'), count)
      expect(dayOfSerial(serialOfDay(one), false)).toEqual({ day: one })
    }),
  )
})

test('ISO dates', () => {
  expect(dayAndTime('2023-01-01T08:30:00Z')).toEqual({ day: '2023-01-01', time: '08:30:00' })
  expect(dayAndTime('2023-02-30')).toBeNull()
})
