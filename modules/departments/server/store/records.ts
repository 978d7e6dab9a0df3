/** Every record about one household, feed by feed. */
import type { Tx } from '@xinlu/kernel/access/server'
import type { Day } from '@xinlu/kernel/basis'
import { sql } from 'kysely'
import type { FeedName } from '../../model.ts'
import { tableOf } from './tables.ts'

/** A record with what every feed has; the rest stands under its SQL names in `values`. */
export interface FeedRecord {
  feed: FeedName
  id: string
  person: string | null
  personName: string | null
  period: Day
  receivedAt: Date
  batch: string | null
  values: Record<string, unknown>
  total: number
}

/** Where a household is; `groupName` decides which stops of water count for it. */
export interface HouseholdPlace {
  county: number
  id: string
  division: number
}

const NEWEST = 100

/** Finds a household the actor can see. */
export async function findHousehold(tx: Tx, county: number, id: string): Promise<HouseholdPlace | undefined> {
  const { rows } = await sql<HouseholdPlace>`
    select county, id, division from households.household_public where county = ${county} and id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

/**
 * Answers the newest hundred records of each feed, the newest first. Stops of water without a person count for every
 * household of their village.
 */
export async function listRecords(
  tx: Tx,
  household: HouseholdPlace,
  feeds: readonly FeedName[],
): Promise<FeedRecord[]> {
  const { county, id, division } = household
  const parts = feeds.map((feed) => {
    const village =
      feed === 'waterStop' ? sql`or (t.household is null and t.division = ${division}::bigint)` : sql``
    return sql`(
      select ${feed}::text as feed, t.id, t.person, t.period, t.received_at, t.batch, to_jsonb(t) as values,
        count(*) over () as total
      from ${sql.table(tableOf(feed))} t
      where t.county = ${county} and (t.household = ${id}::uuid ${village})
      order by t.period desc, t.id desc limit ${NEWEST})`
  })
  if (parts.length === 0) return []
  const { rows } = await sql<FeedRecord>`
    select f.*, p.name as person_name
    from (${sql.join(parts, sql` union all `)}) f
    left join households.person_public p on p.county = ${county} and p.id = f.person`.execute(tx)
  return rows
}
