/** The ask 部门数据报送情况: what was due, what came, what is missing. */
import {
  addMonthsTo,
  dayOf,
  divisionCode,
  month,
  monthsBetween,
  type DivisionCode,
  type Month,
} from '@xinlu/kernel/basis'
import { query } from '@xinlu/kernel/commands/server'
import * as contract from '../contract.ts'
import { feeds } from '../feeds.ts'
import type { FeedName } from '../model.ts'
import { departmentPermissions, ledgersFor } from '../permissions.ts'
import { tooManyMonths } from '../problems.ts'
import {
  expectedPushes,
  periodOf,
  pushDayFor,
  pushStateOf,
  type ExpectedPush,
  type PushDay,
} from '../push-calendar.ts'
import { listArrivals, listCounties, listPushDays, type Arrival, type SeenCounty } from './store/pushes.ts'

const MOST_MONTHS = 12

/** Answers one line for each county, ledger and period; a batch of the city's department counts for every county. */
export const listBatches = query(contract.listBatches, {
  may: departmentPermissions.readBatches,
  async run(tx, { actor, input, now }) {
    const span = { from: month(input.from), to: month(input.to) }
    if (monthsBetween(span.from, span.to) >= MOST_MONTHS) throw tooManyMonths({ most: MOST_MONTHS })
    const reached = ledgersFor(actor)
    const ledgers = input.ledger === undefined ? reached : reached.filter((feed) => feed === input.ledger)
    if (ledgers.length === 0) return { rows: [] }
    const counties = await listCounties(tx, actor, input.within)
    if (counties.length === 0) return { rows: [] }
    const lines = await listPushDays(tx, [...new Set(counties.flatMap(({ code }) => placesAbove(code)))])
    const came = await listArrivals(tx, actor, ledgers, periodsIn(span))
    const today = dayOf(now)
    const rows = counties.flatMap((county) =>
      ledgers.flatMap((ledger) =>
        expectedIn(lines, ledger, county, span, came).map(({ period, due }) => {
          const arrived = came.filter((one) => {
            return one.ledger === ledger && one.period === period && covers(one.county, county.county)
          })
          const sums = addUp(arrived)
          return {
            county: county.county,
            countyName: county.name,
            ledger,
            label: feeds[ledger].label,
            department: feeds[ledger].department,
            period,
            due,
            state: due === null ? null : pushStateOf(due, sums.arrivedOn, today),
            ...sums,
          }
        }),
      ),
    )
    return { rows: input.state === undefined ? rows : rows.filter(({ state }) => state === input.state) }
  },
})

interface Due {
  period: string
  due: ExpectedPush['due'] | null
}

/** What the calendar asks for, and periods that came without being asked for. */
function expectedIn(
  lines: readonly PushDay[],
  ledger: FeedName,
  { county, code }: SeenCounty,
  span: { from: Month; to: Month },
  came: readonly Arrival[],
): Due[] {
  const line = pushDayFor(lines, ledger, placesAbove(code), dayOf(new Date(`${span.to}-15`)))
  const due: Due[] = line ? expectedPushes(line, span) : []
  const asked = new Set(due.map(({ period }) => period))
  const unasked = came.filter(
    (one) => one.ledger === ledger && covers(one.county, county) && !asked.has(one.period ?? ''),
  )
  const extra = [...new Set(unasked.map(({ period }) => period ?? ''))].map((period) => ({
    period,
    due: null,
  }))
  return [...due, ...extra].sort((a, b) => (a.period < b.period ? -1 : 1))
}

// 1409 00 is the city itself: what its department sends is about all its counties.
function covers(sender: number, county: number): boolean {
  return sender === county || (sender % 100 === 0 && Math.floor(sender / 100) === Math.floor(county / 100))
}

function placesAbove(code: DivisionCode): DivisionCode[] {
  const county = Math.floor(code / 1_000_000)
  return [county, Math.floor(county / 100) * 100, Math.floor(county / 10_000) * 10_000].map(divisionCode)
}

function periodsIn({ from, to }: { from: Month; to: Month }): string[] {
  const months = Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, at) =>
    addMonthsTo(from, at),
  )
  const days = months.map((one) => dayOf(new Date(`${one}-15`)))
  return [
    ...new Set(
      days.flatMap((on) => [periodOf('monthly', on), periodOf('quarterly', on), periodOf('yearly', on)]),
    ),
  ]
}

function addUp(arrived: readonly Arrival[]) {
  const sum = (of: (one: Arrival) => number) => arrived.reduce((total, one) => total + of(one), 0)
  const days = arrived.map(({ arrivedOn }) => arrivedOn).sort()
  return {
    arrivedOn: days[0] ?? null,
    batches: sum((one) => one.batches),
    rows: sum((one) => one.rows),
    added: sum((one) => one.added),
    updated: sum((one) => one.updated),
    same: sum((one) => one.same),
    errors: sum((one) => one.errors),
    unmatched: sum((one) => one.unmatched),
    contradicting: sum((one) => one.contradicting),
  }
}
