/** Writes a household anew in another county: its people, income and guarantees go with it, its history stays. */
import { type DivisionCode, countyOf, newId } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import { type HouseholdRef, insertHousehold } from './household.ts'

/** What the copy is called, and who became whom. */
export interface Transferred {
  ref: HouseholdRef
  people: { from: string; to: string; relation: string }[]
}

/**
 * Copies a household to a village of another county under new ids, without members: the caller closes the old
 * memberships and opens the new ones.
 */
export async function transferHousehold(
  tx: Tx,
  old: HouseholdRef,
  to: DivisionCode,
  source: string,
): Promise<Transferred> {
  const place = { county: countyOf(to), division: to }
  const ref = { county: place.county, household: newId<'household'>() as string }
  const household = await tx
    .selectFrom('households.household')
    .selectAll()
    .where('county', '=', old.county)
    .where('id', '=', old.household)
    .executeTakeFirstOrThrow()
  const fresh = { head: null, size: 0, ver: 0, createdAt: undefined, updatedAt: undefined, source }
  await insertHousehold(tx, { ...household, ...place, ...fresh, id: ref.household })
  const people = await copyPeople(tx, old, place, source)
  await copyIncomes(tx, old, { ...place, household: ref.household })
  await copySafety(tx, old, { ...place, household: ref.household })
  return { ref, people }
}

interface Place {
  county: number
  division: DivisionCode
}

async function copyPeople(
  tx: Tx,
  old: HouseholdRef,
  place: Place,
  source: string,
): Promise<Transferred['people']> {
  const rows = await tx
    .selectFrom('households.person')
    .selectAll()
    .where('county', '=', old.county)
    .where('household', '=', old.household)
    .execute()
  const copies = rows.map((row) => ({ row, id: newId<'person'>() as string }))
  if (copies.length === 0) return []
  await tx
    .insertInto('households.person')
    .values(
      copies.map(({ row, id }) => ({
        ...row,
        ...place,
        id,
        household: null,
        relation: null,
        source,
        ver: 1,
      })),
    )
    .execute()
  return copies.map(({ row, id }) => ({ from: row.id, to: id, relation: row.relation! }))
}

async function copyIncomes(tx: Tx, old: HouseholdRef, to: Place & { household: string }): Promise<void> {
  const incomes = await tx
    .selectFrom('households.income')
    .selectAll()
    .where('county', '=', old.county)
    .where('household', '=', old.household)
    .execute()
  for (const income of incomes) {
    const id = newId<'income'>()
    await tx
      .insertInto('households.income')
      .values({ ...income, ...to, id })
      .execute()
    const lines = await tx
      .selectFrom('households.incomeLine')
      .selectAll()
      .where('county', '=', old.county)
      .where('income', '=', income.id)
      .execute()
    if (lines.length === 0) continue
    const { county, division } = to
    await tx
      .insertInto('households.incomeLine')
      .values(lines.map((line) => ({ ...line, county, division, income: id })))
      .execute()
  }
}

async function copySafety(tx: Tx, old: HouseholdRef, to: Place & { household: string }): Promise<void> {
  const rows = await tx
    .selectFrom('households.safety')
    .selectAll()
    .where('county', '=', old.county)
    .where('household', '=', old.household)
    .execute()
  if (rows.length > 0) {
    await tx
      .insertInto('households.safety')
      .values(rows.map((row) => ({ ...row, ...to })))
      .execute()
  }
}
