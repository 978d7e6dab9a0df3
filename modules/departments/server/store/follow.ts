/** Lets the records of a household follow it to another place of its county. */
import type { Tx } from '@xinlu/kernel/access/server'
import type { DivisionCode } from '@xinlu/kernel/basis'
import { sql } from 'kysely'
import { feedNames } from '../../model.ts'
import { tableOf } from './tables.ts'

/**
 * Gives every record of the household its new place, so that those who look after it there see them; within one county
 * only, because a household that leaves the county leaves its records there.
 */
export async function followHousehold(
  tx: Tx,
  { county, household, division }: { county: number; household: string; division: DivisionCode },
): Promise<void> {
  for (const feed of feedNames) {
    await sql`
      update ${sql.table(tableOf(feed))} set division = ${division}::bigint
      where county = ${county} and household = ${household}::uuid and division <> ${division}::bigint`.execute(
      tx,
    )
  }
}
