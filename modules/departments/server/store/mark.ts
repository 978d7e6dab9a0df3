/** Marks the households that department data speak of, so that their features are computed again. */
import type { Tx } from '@xinlu/kernel/access/server'
import { markDirty } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import type { FeedName } from '../../model.ts'
import { tableOf } from './tables.ts'

/** The kind under which rules know a household. */
const HOUSEHOLD = 'household'

/**
 * Marks every household that a batch's rows are about or were about before it; call it before an undo and after a
 * commit. A stop of water without a person marks its whole village.
 */
export async function markBatch(
  tx: Tx,
  feed: FeedName,
  batch: { county: number; id: string },
): Promise<void> {
  const table = tableOf(feed)
  const touched = sql`
    select t.county, t.household, t.division from ${sql.table(table)} t where t.batch = ${batch.id}::uuid
    union
    select (c.before ->> 'county')::int, (c.before ->> 'household')::uuid, (c.before ->> 'division')::bigint
    from exchange.change c
    where c.county = ${batch.county} and c.batch = ${batch.id} and c.target_table = ${table} and c.before is not null`
  await markDirty(
    tx,
    HOUSEHOLD,
    sql`
      select h.county, h.division, h.id as subject
      from (${touched}) f join households.household_public h on h.county = f.county and h.id = f.household
      where f.household is not null`,
  )
  if (feed !== 'waterStop') return
  await markDirty(
    tx,
    HOUSEHOLD,
    sql`
      select h.county, h.division, h.id as subject
      from (${touched}) f join households.household_public h on h.county = f.county and h.division = f.division
      where f.household is null`,
  )
}

/** Marks single households. */
export async function markHouseholds(
  tx: Tx,
  households: readonly { county: number; household: string }[],
): Promise<void> {
  await markDirty(
    tx,
    HOUSEHOLD,
    sql`
      select h.county, h.division, h.id as subject
      from unnest(${households.map((one) => one.county)}::int[], ${households.map((one) => one.household)}::uuid[])
        as f (county, household)
      join households.household_public h on h.county = f.county and h.id = f.household`,
  )
}
