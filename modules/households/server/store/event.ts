/** Rows of `households.event`: what happened to a household. The table only grows. */
import { newId, type Day, type DivisionCode } from '@xinlu/kernel/basis'
import type { Actor } from '@xinlu/kernel/access'
import type { Tx } from '@xinlu/kernel/access/server'
import type { EventAct } from '../../model.ts'
import type { HouseholdRef } from './household.ts'

/** One happening. The detail holds no number that is sealed elsewhere, except sealed. */
export interface Happening {
  ref: HouseholdRef
  division: DivisionCode
  act: EventAct
  onDay: Day
  person?: string
  detail?: Readonly<Record<string, unknown>>
}

/** Appends a happening, answered for by the actor. */
export async function insertEvent(
  tx: Tx,
  actor: Pick<Actor, 'account' | 'name'>,
  told: Happening,
): Promise<void> {
  await tx
    .insertInto('households.event')
    .values({
      county: told.ref.county,
      id: newId(),
      division: told.division,
      atDivision: told.division,
      household: told.ref.household,
      person: told.person ?? null,
      act: told.act,
      onDay: told.onDay,
      detail: JSON.stringify(told.detail ?? {}),
      byAccount: actor.account,
      byName: actor.name,
    })
    .execute()
}

/** Lists the latest hundred happenings of a household, the newest first. */
export async function listEvents(tx: Tx, { county, household }: HouseholdRef) {
  return tx
    .selectFrom('households.event')
    .select(['id', 'act', 'onDay', 'person', 'byName', 'at'])
    .where('county', '=', county)
    .where('household', '=', household)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}
