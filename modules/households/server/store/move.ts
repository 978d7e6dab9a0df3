/** Rows of `households.move`: households on their way to a place the sender does not cover. */
import { newId, type Day, type DivisionCode } from '@xinlu/kernel/basis'
import type { Actor } from '@xinlu/kernel/access'
import { type Tx, visibleWhere } from '@xinlu/kernel/access/server'
import { sql } from 'kysely'
import type { HouseholdRef } from './household.ts'

/** Where a household is to go, and why. */
export interface MoveOrder {
  ref: HouseholdRef
  from: DivisionCode
  to: DivisionCode
  reason: string
  onDay: Day
}

/** Writes down a move that waits, and answers its id. */
export async function insertMove(
  tx: Tx,
  actor: Actor,
  { ref, from, to, reason, onDay }: MoveOrder,
): Promise<string> {
  const id = newId<'move'>()
  await tx
    .insertInto('households.move')
    .values({
      county: ref.county,
      id,
      division: from,
      household: ref.household,
      toDivision: to,
      reason,
      onDay,
      byAccount: actor.account,
      byName: actor.name,
    })
    .execute()
  return id
}

/** Answers a move, kept from changes until the end. */
export async function lockMove(tx: Tx, county: number, move: string) {
  return tx
    .selectFrom('households.move')
    .selectAll()
    .where('county', '=', county)
    .where('id', '=', move)
    .forUpdate()
    .executeTakeFirst()
}

/** Tells whether a move of the household waits. */
export async function isMoveWaiting(tx: Tx, { county, household }: HouseholdRef): Promise<boolean> {
  const row = await tx
    .selectFrom('households.move')
    .select('id')
    .where('county', '=', county)
    .where('household', '=', household)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends a waiting move. */
export async function closeMove(
  tx: Tx,
  county: number,
  move: string,
  state: 'done' | 'withdrawn',
  by: string,
): Promise<void> {
  await tx
    .updateTable('households.move')
    .set((column) => ({ state, closedBy: by, closedAt: new Date(), ver: column('ver', '+', 1) }))
    .where('county', '=', county)
    .where('id', '=', move)
    .execute()
}

/** Lists waiting moves out of the actor's places, the oldest first. */
export async function listWaitingMoves(
  tx: Tx,
  actor: Actor,
  after: { at: string; id: string } | undefined,
  size: number,
) {
  let query = tx
    .selectFrom('households.move as m')
    .innerJoin('households.household as h', (on) =>
      on.onRef('h.county', '=', 'm.county').onRef('h.id', '=', 'm.household'),
    )
    .select([
      'm.county',
      'm.id',
      'm.household',
      'm.division',
      'm.toDivision',
      'm.reason',
      'm.onDay',
      'm.byName',
      'm.at',
      'h.headName',
    ])
    .where(visibleWhere(actor, 'm.division'))
    .where('m.state', '=', 'waiting')
  if (after) query = query.where(sql<boolean>`(m.at, m.id) > (${after.at}::timestamptz, ${after.id}::uuid)`)
  return query
    .orderBy('m.at')
    .orderBy('m.id')
    .limit(size + 1)
    .execute()
}

/** Tells whether a code is a village that exists now. */
export async function isVillageToday(tx: Tx, code: DivisionCode): Promise<boolean> {
  const row = await tx
    .selectFrom('divisions.division')
    .select('code')
    .where('code', '=', code)
    .where('level', '=', 'village')
    .where('validTo', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
