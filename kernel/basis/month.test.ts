import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from './day.ts'
import {
  addMonthsTo,
  firstDay,
  isMonth,
  lastDay,
  month,
  monthOf,
  monthsBetween,
  nextMonth,
  parseMonth,
} from './month.ts'

test.each([
  ['2023-05', '2023-05'],
  ['202305', '2023-05'],
  [202305, '2023-05'],
  ['2023年5月', '2023-05'],
  ['2023/5', '2023-05'],
  ['2023.10', '2023-10'],
  [' \uff12\uff10\uff12\uff13\uff10\uff15 ', '2023-05'],
])('%s is %s', (input, expected) => {
  expect(parseMonth(input)).toEqual({ ok: true, value: expected })
})

test.each([
  ['2023-13', 'month.form'],
  ['2023-00', 'month.form'],
  [2023.1, 'month.form'],
  ['23-05', 'month.form'],
  ['2023-05-01', 'month.form'],
  ['', 'month.blank'],
])('%s is refused as %s', (input, code) => {
  const read = parseMonth(input)
  expect(read.ok ? [] : read.reasons.map((why) => why.code)).toEqual([code])
})

test('months know their days and neighbours', () => {
  expect(monthOf(day('2023-05-31'))).toBe('2023-05')
  expect(nextMonth(month('2023-12'))).toBe('2024-01')
  expect(addMonthsTo(month('2023-01'), -1)).toBe('2022-12')
  expect(firstDay(month('2024-02'))).toBe('2024-02-01')
  expect(lastDay(month('2024-02'))).toBe('2024-02-29')
  expect(lastDay(month('2100-12'))).toBe('2100-12-31')
  expect(() => month('2023-13')).toThrow(RangeError)
  expect(isMonth('2101-01')).toBe(false)
})

test('adding and counting agree', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1476, max: 924 }), (count) => {
      const moved = addMonthsTo(month('2023-12'), count)
      expect(monthsBetween(month('2023-12'), moved)).toBe(count)
      expect(parseMonth(moved)).toEqual({ ok: true, value: moved })
    }),
  )
})
