import { day, divisionCode, month } from '@xinlu/kernel/basis'
import { describe, expect, it } from 'vitest'
import { expectedPushes, periodOf, pushDayFor, pushStateOf, type PushDay } from './push-calendar.ts'

const spring = { from: month('2023-02'), to: month('2023-04') }

describe('expectedPushes', () => {
  it('asks for every month on the due day of the next', () => {
    expect(expectedPushes({ cadence: 'monthly', dueDay: 5, dueMonth: null }, spring)).toEqual([
      { period: '2023-02', due: '2023-03-05' },
      { period: '2023-03', due: '2023-04-05' },
      { period: '2023-04', due: '2023-05-05' },
    ])
  })

  it('asks for a quarter once it has ended', () => {
    expect(expectedPushes({ cadence: 'quarterly', dueDay: 10, dueMonth: null }, spring)).toEqual([
      { period: '2023-Q1', due: '2023-04-10' },
    ])
  })

  it('asks once a year, by the last day when the month is too short', () => {
    expect(expectedPushes({ cadence: 'yearly', dueDay: 31, dueMonth: 4 }, spring)).toEqual([
      { period: '2023', due: '2023-04-30' },
    ])
  })

  it('asks for nothing that comes when something happens', () => {
    expect(expectedPushes({ cadence: 'event', dueDay: null, dueMonth: null }, spring)).toEqual([])
  })
})

describe('pushStateOf', () => {
  const due = day('2023-06-05')
  it.each([
    [day('2023-06-05'), day('2023-06-20'), 'onTime'],
    [day('2023-06-06'), day('2023-06-20'), 'late'],
    [null, day('2023-06-05'), 'pending'],
    [null, day('2023-06-06'), 'missing'],
  ] as const)('arrived %s, seen on %s: %s', (arrived, today, state) => {
    expect(pushStateOf(due, arrived, today)).toBe(state)
  })
})

describe('pushDayFor', () => {
  const [county, city] = [divisionCode('149901'), divisionCode('1499')]
  const line = (place: typeof county, from: string, dueDay: number, to: string | null = null): PushDay => ({
    place,
    ledger: 'relief',
    cadence: 'monthly',
    dueDay,
    dueMonth: null,
    from: day(from),
    to: to === null ? null : day(to),
    document: '测试',
    confidence: 'verified',
  })
  const lines = [
    line(city, '2022-01-01', 10),
    line(city, '2023-01-01', 8),
    line(county, '2023-03-01', 3, '2023-06-30'),
  ]

  it.each([
    ['2022-05-01', 10],
    ['2023-02-01', 8],
    ['2023-06-30', 3],
    ['2023-07-01', 8],
  ])('on %s the line with day %i holds', (on, dueDay) => {
    expect(pushDayFor(lines, 'relief', [county, city], day(on))?.dueDay).toBe(dueDay)
  })

  it('answers nothing before the first line and for other ledgers', () => {
    expect(pushDayFor(lines, 'relief', [county, city], day('2021-12-31'))).toBeUndefined()
    expect(pushDayFor(lines, 'house', [county, city], day('2023-05-01'))).toBeUndefined()
  })
})

it('periodOf names a day by the cadence', () => {
  const on = day('2023-11-03')
  expect(
    ['monthly', 'quarterly', 'yearly', 'event'].map((cadence) => periodOf(cadence as 'monthly', on)),
  ).toEqual(['2023-11', '2023-Q4', '2023', '2023-11'])
})
