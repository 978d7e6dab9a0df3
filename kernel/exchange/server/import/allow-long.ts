/** Lets the rest of a transaction run longer than an ordinary request. */
import { sql } from 'kysely'
import type { Tx } from '../../../access/server/index.ts'

/** Allows statements of half an hour and larger sorts until the transaction ends. */
export async function allowLong(tx: Tx): Promise<void> {
  await sql`set local statement_timeout = '30min'`.execute(tx)
  await sql`set local work_mem = '64MB'`.execute(tx)
}
