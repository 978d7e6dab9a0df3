/** What was due from the departments, and what came. */
import { visible, type Actor } from '@xinlu/kernel/access'
import type { Tx } from '@xinlu/kernel/access/server'
import type { Day, DivisionCode } from '@xinlu/kernel/basis'
import { sql } from 'kysely'
import type { DefaultPush } from '../../default-calendar.ts'
import type { FeedName } from '../../model.ts'
import type { PushDay } from '../../push-calendar.ts'

/** A county the actor sees. */
export interface SeenCounty {
  county: number
  code: DivisionCode
  name: string
}

/** Answers the counties that the actor's places lie in. */
export async function listCounties(
  tx: Tx,
  actor: Pick<Actor, 'scope' | 'extra'>,
  within: DivisionCode | undefined,
): Promise<SeenCounty[]> {
  const { lo, hi } = visible(actor, within)
  // An empty range still has an end, and the county around it is not the actor's.
  if (lo >= hi) return []
  const { rows } = await sql<SeenCounty>`
    select (code / 1000000)::int as county, code, name from divisions.division
    where level = 'county' and valid_to is null and code < ${hi}::bigint and code + 1000000 > ${lo}::bigint
    order by code`.execute(tx)
  return rows
}

/** Answers the whole calendar of the places given. */
export async function listPushDays(tx: Tx, places: readonly DivisionCode[]): Promise<PushDay[]> {
  const rows = await tx
    .selectFrom('departments.calendar')
    .select(['place', 'ledger', 'cadence', 'dueDay', 'dueMonth', 'fromOn', 'toOn', 'document', 'confidence'])
    .where('place', 'in', [...places])
    .execute()
  return rows.map(({ fromOn, toOn, ...row }) => ({ ...row, from: fromOn, to: toOn }) as unknown as PushDay)
}

/** Adds the lines a place does not have yet; answers how many were added. */
export async function addPushDays(
  tx: Tx,
  place: DivisionCode,
  from: Day,
  lines: readonly (DefaultPush & { department: string })[],
): Promise<number> {
  const added = await tx
    .insertInto('departments.calendar')
    .values(lines.map((line) => ({ ...line, place, fromOn: from })))
    .onConflict((conflict) => conflict.columns(['place', 'ledger', 'fromOn']).doNothing())
    .execute()
  return added.reduce((sum, { numInsertedOrUpdatedRows }) => sum + Number(numInsertedOrUpdatedRows ?? 0), 0)
}

/** What came for one county (or for the whole city), ledger and period. */
export interface Arrival {
  county: number
  ledger: FeedName
  period: string | null
  arrivedOn: Day
  batches: number
  rows: number
  added: number
  updated: number
  same: number
  errors: number
  unmatched: number
  contradicting: number
}

/** Answers what was taken in for the periods given, added up; a batch without a period counts for its day's month. */
export async function listArrivals(
  tx: Tx,
  actor: Pick<Actor, 'scope' | 'extra'>,
  ledgers: readonly FeedName[],
  periods: readonly string[],
): Promise<Arrival[]> {
  const { lo, hi } = visible(actor)
  const { rows } = await sql<Arrival>`
    with came as (
      select county, substr(ledger, 13) as ledger, rows, counts, (committed_at at time zone 'Asia/Shanghai')::date as day,
        coalesce(period, to_char(committed_at at time zone 'Asia/Shanghai', 'YYYY-MM')) as period
      from exchange.batch
      where state = 'committed' and ledger = any(${ledgers.map((feed) => `departments.${feed}`)}::text[])
        and division >= ${lo}::bigint and division < ${hi}::bigint
    )
    select county, ledger, period, min(day) as arrived_on, count(*) as batches, sum(rows)::bigint as rows,
      sum((counts ->> 'new')::int) as added, sum((counts ->> 'update')::int) as updated,
      sum((counts ->> 'same')::int) as same, sum((counts ->> 'error')::int) as errors,
      sum((counts ->> 'unmatched')::int) as unmatched, sum((counts ->> 'contradicting')::int) as contradicting
    from came where period = any(${[...periods]}::text[])
    group by county, ledger, period`.execute(tx)
  return rows
}
