/** What lists and explanations show of a household. */
import type { Tx } from '@xinlu/kernel/access/server'

/** Finds a household that the transaction can see. */
export function findHousehold(tx: Tx, county: number, household: string) {
  return tx
    .selectFrom('households.householdPublic')
    .select(['division', 'code', 'headName'])
    .where('county', '=', county)
    .where('id', '=', household)
    .executeTakeFirst()
}
