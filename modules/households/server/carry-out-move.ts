/** Carries a household to another village: inside its county it is moved, across counties it leaves and arrives. */
import { type Day, type DivisionCode, countyOf } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { Asked } from '@xinlu/kernel/commands/server'
import type { Household } from '../model.ts'
import type { Relation } from '../relation.ts'
import { finishAct } from './finish-act.ts'
import type { Follower } from './follower.ts'
import { refOf } from './reference.ts'
import { changeHousehold, restampHousehold } from './store/household.ts'
import { closeMembership, openMembership } from './store/member.ts'
import { transferHousehold } from './store/transfer.ts'

/** Moves the household and answers it where it is now; a copy in another county has a new id. */
export async function carryOutMove(
  tx: Tx,
  asked: Asked<unknown>,
  household: Household,
  to: DivisionCode,
  told: { onDay: Day; reason: string; followers: readonly Follower[] },
): Promise<Household> {
  // A move changes no fact of the people: doubts there are move along, and none can be new.
  const plain = { ...asked, input: {} }
  const before = 'all' as const
  if (countyOf(to) === household.county) {
    await restampHousehold(tx, refOf(household), to)
    for (const follow of told.followers) await follow(tx, { ...refOf(household), division: to })
    const detail = { from: household.division, to, reason: told.reason }
    return finishAct(tx, plain, { ref: refOf(household), act: 'moved', onDay: told.onDay, detail, before })
  }
  const { ref, people } = await transferHousehold(tx, refOf(household), to, `由${household.county}迁入`)
  const { onDay } = told
  for (const { from, to: person, relation } of people) {
    await closeMembership(tx, {
      county: household.county,
      person: from,
      reason: 'moved',
      onDay,
      state: 'left',
    })
    const joining = {
      county: ref.county,
      division: to,
      household: ref.household,
      person,
      onDay,
      by: asked.actor.account,
    }
    await openMembership(tx, { ...joining, relation: relation as Relation, reason: 'moved' })
  }
  const successor = { successor: ref.household, successorCounty: ref.county }
  await changeHousehold(tx, refOf(household), { state: 'movedOut', ...successor })
  const out = { to, household: ref.household, reason: told.reason }
  await finishAct(tx, plain, { ref: refOf(household), act: 'movedOut', onDay, detail: out, before })
  const came = { from: household.division, household: household.id, reason: told.reason }
  return finishAct(tx, plain, { ref, act: 'movedIn', onDay, detail: came, before })
}
