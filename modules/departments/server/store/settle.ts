/** Settles waiting records that a later import brings again when their person is known, and takes that back. */
import type { Tx } from '@xinlu/kernel/access/server'
import { sql } from 'kysely'

/** The parts of a batch that settling needs. */
interface SettlingBatch {
  county: number
  id: string
  ledger: string
}

/** Settles the waiting records whose equal came with this batch and found its person; answers how many. */
export async function settleWaiting(tx: Tx, { county, id, ledger }: SettlingBatch): Promise<number> {
  const { numAffectedRows } = await sql`
    update departments.waiting w set state = 'settled', settled_batch = ${id}::uuid, ver = w.ver + 1
    from exchange.staged s
    where s.county = ${county} and s.batch = ${id}::uuid and s.verdict in ('new', 'update', 'same')
      and w.ledger = ${ledger} and w.state = 'waiting' and w.id_index = s.person_index
      and w.given - ${sealed}::text[] = s.values - ${sealed}::text[]`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Lets the records that this batch settled wait again. */
export async function unsettleWaiting(tx: Tx, { id }: Pick<SettlingBatch, 'id'>): Promise<void> {
  await sql`
    update departments.waiting set state = 'waiting', settled_batch = null, ver = ver + 1
    where settled_batch = ${id}::uuid and state = 'settled'`.execute(tx)
}

// The person's number and the card lie sealed, and sealing twice gives different bytes; their indexes are compared.
const sealed = ['citizen', 'citizen_index', 'card']
