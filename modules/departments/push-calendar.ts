/** When a department has to send a ledger, and whether it did. */
import { addDays, day, lastDay, month, monthsBetween, nextMonth, unreachable } from '@xinlu/kernel/basis'
import type { Day, DivisionCode, Month } from '@xinlu/kernel/basis'
import type { Cadence } from './feeds.ts'
import type { FeedName } from './model.ts'

/** One line of the calendar; `place` and everything below it follows it unless a lower place has its own. */
export interface PushDay {
  place: DivisionCode
  ledger: FeedName
  cadence: Cadence
  /** Day of the month after the period; of a year, the day of `dueMonth` of that year. */
  dueDay: number | null
  dueMonth: number | null
  from: Day
  /** The last day it holds. */
  to: Day | null
  document: string
  confidence: 'verified' | 'practice' | 'unverified'
}

/** A push that is expected: which period, as batches name it (2023-05, 2023-Q2, 2023), and until when. */
export interface ExpectedPush {
  period: string
  due: Day
}

/** How a push stands. */
export const pushStates = { onTime: '按时', late: '逾期', missing: '未到', pending: '未到期' } as const

/** The code of how a push stands. */
export type PushState = keyof typeof pushStates

/** Answers how a push stands that arrived on a day or not at all. */
export function pushStateOf(due: Day, arrivedOn: Day | null, today: Day): PushState {
  if (arrivedOn !== null) return arrivedOn <= due ? 'onTime' : 'late'
  return today > due ? 'missing' : 'pending'
}

/** Answers the line of a ledger that holds in a county on a day: the lowest place wins, and there the newest line. */
export function pushDayFor(
  lines: readonly PushDay[],
  ledger: FeedName,
  places: readonly DivisionCode[],
  on: Day,
): PushDay | undefined {
  for (const place of places) {
    const held = lines.filter((line) => {
      return (
        line.ledger === ledger &&
        line.place === place &&
        line.from <= on &&
        (line.to === null || on <= line.to)
      )
    })
    if (held.length > 0) return held.reduce((best, line) => (line.from > best.from ? line : best))
  }
  return undefined
}

/** Answers the pushes of a line whose period ends in the months given, the oldest first; an event has none. */
export function expectedPushes(
  { cadence, dueDay, dueMonth }: Pick<PushDay, 'cadence' | 'dueDay' | 'dueMonth'>,
  { from, to }: { from: Month; to: Month },
): ExpectedPush[] {
  const months = Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, at) =>
    monthAfter(from, at),
  )
  switch (cadence) {
    case 'event':
      return []
    case 'monthly':
      return months.map((one) => ({ period: one, due: dayIn(nextMonth(one), dueDay!) }))
    case 'quarterly':
      return months
        .filter((one) => quarterEnds.includes(one.slice(5)))
        .map((one) => ({ period: quarterOf(one), due: dayIn(nextMonth(one), dueDay!) }))
    case 'yearly':
      return months
        .filter((one) => Number(one.slice(5)) === dueMonth)
        .map((one) => ({ period: one.slice(0, 4), due: dayIn(one, dueDay!) }))
    default:
      return unreachable(cadence)
  }
}

/** Answers the period, as batches name it, that a day belongs to under a cadence; an event belongs to its month. */
export function periodOf(cadence: Cadence, on: Day): string {
  switch (cadence) {
    case 'event':
    case 'monthly':
      return on.slice(0, 7)
    case 'quarterly':
      return quarterOf(month(on.slice(0, 7)))
    case 'yearly':
      return on.slice(0, 4)
    default:
      return unreachable(cadence)
  }
}

const quarterEnds = ['03', '06', '09', '12']

function quarterOf(of: Month): string {
  return `${of.slice(0, 4)}-Q${Math.ceil(Number(of.slice(5)) / 3)}`
}

// A due day of 31 in a month of 30 is its last day.
function dayIn(of: Month, number: number): Day {
  const first = day(`${of}-01`)
  const wanted = addDays(first, number - 1)
  return wanted > lastDay(of) ? lastDay(of) : wanted
}

function monthAfter(from: Month, count: number): Month {
  let at = from
  for (let i = 0; i < count; i += 1) at = nextMonth(at)
  return at
}
