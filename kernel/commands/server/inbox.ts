/** Sending twice equals sending once. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { countyOf } from '../../basis/index.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../access/server/index.ts'

/** What the inbox knows of an arriving act: nothing yet, the stored answer, or another content under the same id. */
export type Arrival =
  { state: 'new'; digest: Buffer } | { state: 'repeated'; answer: unknown } | { state: 'conflicting' }

/**
 * Looks an arriving act up. A second arrival of the same id waits here until the first has ended, so that two at once
 * are answered like two in a row.
 */
export async function arrive(tx: Tx, actor: Actor, act: string, id: string, body: unknown): Promise<Arrival> {
  const digest = createHash('sm3').update(act).update(actor.account).update(stableJson(body)).digest()
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(tx)
  const known = await tx
    .selectFrom('commands.inbox')
    .select(['bodyDigest', 'answer'])
    .where('county', '=', countyOf(actor.division))
    .where('id', '=', id)
    .executeTakeFirst()
  if (!known) return { state: 'new', digest }
  return known.bodyDigest.equals(digest)
    ? { state: 'repeated', answer: known.answer }
    : { state: 'conflicting' }
}

/** Keeps the answer of an act that was done, for the next time it arrives. */
export async function keepAnswer(
  tx: Tx,
  actor: Actor,
  act: string,
  id: string,
  digest: Buffer,
  answer: unknown,
): Promise<void> {
  await tx
    .insertInto('commands.inbox')
    .values({
      county: countyOf(actor.division),
      id,
      division: actor.division,
      act,
      account: actor.account,
      bodyDigest: digest,
      answer: JSON.stringify(answer ?? null),
    })
    .execute()
}

/** JSON with sorted keys: the same content gives the same text, whatever the order in which it was typed. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
