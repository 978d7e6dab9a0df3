/** How an act finds its household: locked, visible, living, and still as the sender saw it. */
import type { Tx } from '@xinlu/kernel/access/server'
import { notFound, staleVersion } from '@xinlu/kernel/commands'
import { labelOf } from '../codes/code-list.ts'
import { householdStates } from '../codes/household.ts'
import type { Household } from '../model.ts'
import { notLiving } from '../problems.ts'
import { type HouseholdRef, lockHousehold } from './store/household.ts'

/** Answers the household for an act, kept from other changes; throws `notFound` when this scope sees none. */
export async function subjectHousehold(tx: Tx, ref: HouseholdRef): Promise<Household> {
  const household = await lockHousehold(tx, ref)
  if (!household) throw notFound({ what: '这一户' })
  return household
}

/**
 * Refuses an act on a household that changed since the sender saw it, or that is no longer in the register. Both
 * versions travel with the refusal: what is there now, and what was sent, without numbers.
 */
export function mustBeCurrent(household: Household, sent: { ver: number }): void {
  if (household.ver !== sent.ver) {
    throw staleVersion(
      { what: '这一户' },
      { extra: { theirs: withoutInternals(household), yours: withoutNumbers(sent) } },
    )
  }
  if (household.state !== 'living') throw notLiving({ state: labelOf(householdStates, household.state) })
}

// Search keys and who noted what last say nothing to somebody who compares two versions.
const internals = new Set(['headKey', 'pinyin', 'notedBy', 'notedAt', 'createdAt'])

function withoutInternals(household: Household): object {
  return Object.fromEntries(Object.entries(household).filter(([key]) => !internals.has(key)))
}

/** Answers what was sent without identity numbers and phones, at any depth: problems get logged and shown. */
export function withoutNumbers(sent: unknown): unknown {
  if (Array.isArray(sent)) return sent.map(withoutNumbers)
  if (sent === null || typeof sent !== 'object') return sent
  return Object.fromEntries(
    Object.entries(sent)
      .filter(([key]) => key !== 'idNumber' && key !== 'phone')
      .map(([key, value]) => [key, withoutNumbers(value)]),
  )
}

/** Names a household for the store. */
export function refOf(household: Household): HouseholdRef {
  return { county: household.county, household: household.id }
}
