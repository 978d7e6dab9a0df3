/** SQL of the sign-ins that count against a network address. */
import { sql } from 'kysely'
import type { Tx } from '../database.ts'

/** An attempt at the door. */
export interface Attempt {
  id: string
  /** The address as text; an IPv6 address stands for its /64, which one household or office can use whole. */
  address: string
  at: Date
  /** False for a refusal that is only written down. */
  counts: boolean
}

/** Lets the attempts of one address pass one after the other until the transaction ends. */
export async function lockAddress(tx: Tx, address: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(host(${block(address)}), 7))`.execute(tx)
}

/** Counts what came from an address since a moment: sign-ins that count, and refusals that were written down. */
export async function countAttempts(
  tx: Tx,
  address: string,
  since: Date,
): Promise<{ counted: number; lastRefused: Date | null }> {
  const { rows } = await sql<{ counted: number; lastRefused: Date | null }>`
    select count(*) filter (where counts)::int as counted, max(at) filter (where not counts) as last_refused
    from access.sign_in_attempt where block = ${block(address)} and at > ${since}`.execute(tx)
  return rows[0]!
}

/** Writes an attempt down, and forgets those older than `before`. */
export async function insertAttempt(
  tx: Tx,
  { id, address, at, counts }: Attempt,
  before: Date,
): Promise<void> {
  await sql`delete from access.sign_in_attempt where at < ${before}`.execute(tx)
  await sql`insert into access.sign_in_attempt (id, block, at, counts)
    values (${id}, ${block(address)}, ${at}, ${counts})`.execute(tx)
}

/** Forgets an attempt that succeeded. */
export async function forgetAttempt(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('access.signInAttempt').where('id', '=', id).execute()
}

function block(address: string) {
  return sql`network(set_masklen(${address}::inet, case family(${address}::inet) when 4 then 32 else 64 end))::inet`
}
