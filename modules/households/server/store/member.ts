/** Rows of `households.member`: who belonged where, from when to when. The person's row repeats the open one. */
import { newId, type Day, type DivisionCode } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { InReason, OutReason } from '../../codes/member-change.ts'
import type { PersonState } from '../../codes/household.ts'
import type { Membership } from '../../model.ts'
import type { Relation } from '../../relation.ts'
import { changePerson } from './person.ts'

/** A membership about to begin. */
export interface Joining {
  county: number
  division: DivisionCode
  household: string
  person: string
  relation: Relation
  reason: InReason
  onDay: Day
  by: string
}

/** Begins a membership and writes household, relation and place into the person's row. */
export async function openMembership(tx: Tx, joining: Joining): Promise<void> {
  const { county, division, household, person, relation, reason, onDay, by } = joining
  await tx
    .insertInto('households.member')
    .values({
      county,
      id: newId(),
      division,
      household,
      person,
      relation,
      fromOn: onDay,
      inReason: reason,
      byAccount: by,
    })
    .execute()
  await changePerson(tx, county, person, { household, relation, division, state: 'living' })
}

/** Ends the open membership of a person and takes household and relation out of the person's row. */
export async function closeMembership(
  tx: Tx,
  leaving: { county: number; person: string; reason: OutReason; onDay: Day; state: PersonState },
): Promise<void> {
  const { county, person, reason, onDay, state } = leaving
  await tx
    .updateTable('households.member')
    .set({ toOn: onDay, outReason: reason })
    .where('county', '=', county)
    .where('person', '=', person)
    .where('toOn', 'is', null)
    .execute()
  await changePerson(tx, county, person, { household: null, relation: null, state })
}

/** Answers the first day of the open membership of a person in a household, or nothing. */
export async function openSince(
  tx: Tx,
  county: number,
  household: string,
  person: string,
): Promise<Day | undefined> {
  const row = await tx
    .selectFrom('households.member')
    .select('fromOn')
    .where('county', '=', county)
    .where('household', '=', household)
    .where('person', '=', person)
    .where('toOn', 'is', null)
    .executeTakeFirst()
  return row?.fromOn as Day | undefined
}

/** Answers the household that a person belonged to last, open or ended. */
export async function lastHouseholdOf(tx: Tx, county: number, person: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('households.member')
    .select('household')
    .where('county', '=', county)
    .where('person', '=', person)
    .orderBy('fromOn', 'desc')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.household
}

/** Lists the ended memberships of a household with the names of their people, the latest first. */
export async function listPastMembers(tx: Tx, county: number, household: string) {
  const rows = await tx
    .selectFrom('households.member as m')
    .innerJoin('households.person as p', (on) =>
      on.onRef('p.county', '=', 'm.county').onRef('p.id', '=', 'm.person'),
    )
    .select(['m.person', 'm.relation', 'm.fromOn', 'm.toOn', 'm.inReason', 'm.outReason', 'p.name', 'p.born'])
    .where('m.county', '=', county)
    .where('m.household', '=', household)
    .where('m.toOn', 'is not', null)
    .orderBy('m.toOn', 'desc')
    .orderBy('m.id')
    .limit(200)
    .execute()
  return rows as unknown as (Omit<Membership, 'household' | 'toOn' | 'outReason'> & {
    toOn: Day
    outReason: OutReason
    name: string
    born: Day | null
  })[]
}
