/** Lets what monitoring keeps about a household follow it to another place of its county. */
import { sql } from 'kysely'
import type { Tx } from '@xinlu/kernel/access/server'
import type { DivisionCode } from '@xinlu/kernel/basis'
import { followSubject } from '@xinlu/kernel/rules/server'

/** Gives features, measures and findings of the household their new place, so that whoever answers for it sees them. */
export async function followHousehold(
  tx: Tx,
  { county, household, division }: { county: number; household: string; division: DivisionCode },
): Promise<void> {
  for (const table of ['monitoring.household_feature', 'monitoring.measure'] as const) {
    await sql`
      update ${sql.table(table)} set division = ${division}::bigint
      where county = ${county} and household = ${household}::uuid and division <> ${division}::bigint`.execute(
      tx,
    )
  }
  await followSubject(tx, { county, subject: household, division })
}
