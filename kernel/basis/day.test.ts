import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, ageOn, day, dayOf, daysBetween, isDay, parseDay } from './day.ts'

const anyDay = fc.integer({ min: 0, max: 73_000 }).map((count) => addDays(day('1900-01-01'), count))

describe('parseDay', () => {
  test.each([
    ['2023-02-01', '2023-02-01'],
    ['2023.2.1', '2023-02-01'],
    ['2023/2/1', '2023-02-01'],
    ['2023年2月1日', '2023-02-01'],
    ['2023年02月01号', '2023-02-01'],
    ['20230201', '2023-02-01'],
    [20230201, '2023-02-01'],
    [44927, '2023-01-01'],
    ['44927', '2023-01-01'],
    ['1990年1月1日', '1990-01-01'],
    ['1990/1/1', '1990-01-01'],
    ['19900101', '1990-01-01'],
    ['\u3000\uff12\uff10\uff12\uff13\uff0d\uff10\uff12\uff0d\uff10\uff11\u200b', '2023-02-01'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is %s', (input, expected) => {
    expect(parseDay(input)).toEqual({ ok: true, value: expected })
  })

  test.each([['2023-02-01 08:30:00'], ['2023-02-01T08:30'], [44958.354], ['2023/2/1 8:30']])(
    'the time of day of %s is dropped with a note',
    (input) => {
      const read = parseDay(input)
      expect(read).toMatchObject({ ok: true, value: '2023-02-01' })
      expect(read.ok && read.notes?.map((note) => note.code)).toEqual(['day.time-dropped'])
    },
  )

  test.each([
    ['2023.2.30', 'day.impossible'],
    ['2023-02-29', 'day.impossible'],
    ['20231301', 'day.impossible'],
    ['1899-12-31', 'day.impossible'],
    ['2023-2/1', 'day.form'],
    ['2023-02', 'day.form'],
    [1990, 'day.form'],
    ['23.2.1', 'day.form'],
    ['去年', 'day.form'],
    [-44927, 'day.form'],
    ['', 'day.blank'],
    ['\u200b\u3000', 'day.blank'],
    [null, 'day.blank'],
  ])('%s is refused as %s', (input, code) => {
    const read = parseDay(input)
    expect(read.ok ? [] : read.reasons.map((why) => why.code)).toEqual([code])
  })

  test('reads back every day in every form', () => {
    fc.assert(
      fc.property(anyDay, (given) => {
        const [year, month, date] = given.split('-').map(Number)
        for (const text of [
          given,
          `${year}.${month}.${date}`,
          `${year}年${month}月${date}日`,
          given.replaceAll('-', ''),
        ]) {
          expect(parseDay(text)).toEqual({ ok: true, value: given })
        }
      }),
    )
  })
})

test('a day in Beijing begins at 16:00 UTC', () => {
  expect(dayOf(new Date('2023-05-31T15:59:59.999Z'))).toBe('2023-05-31')
  expect(dayOf(new Date('2023-05-31T16:00:00Z'))).toBe('2023-06-01')
})

test('days are added and counted', () => {
  expect(addDays(day('2024-02-28'), 2)).toBe('2024-03-01')
  expect(daysBetween(day('2023-02-28'), day('2023-03-01'))).toBe(1)
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      expect(addDays(a, daysBetween(a, b))).toBe(b)
      expect(a < b).toBe(daysBetween(a, b) > 0)
    }),
  )
})

test('months are added to the end of a shorter month', () => {
  expect(addMonths(day('2023-01-31'), 1)).toBe('2023-02-28')
  expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29')
  expect(addMonths(day('2023-03-15'), -3)).toBe('2022-12-15')
  expect(addMonths(day('2023-12-01'), 13)).toBe('2025-01-01')
})

test('age is counted in completed years', () => {
  expect(ageOn(day('1990-06-15'), day('2023-06-14'))).toBe(32)
  expect(ageOn(day('1990-06-15'), day('2023-06-15'))).toBe(33)
  expect(ageOn(day('2008-02-29'), day('2023-02-28'))).toBe(14)
  expect(ageOn(day('2008-02-29'), day('2023-03-01'))).toBe(15)
})

test('isDay holds only for real days in the stored form', () => {
  expect(['2023-02-28', '2023-02-30', '2023-2-1', '20230228', 20230228].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
  expect(() => day('2023-02-30')).toThrow(RangeError)
  expect(() => addDays(day('2100-12-31'), 1)).toThrow(RangeError)
})
