/** Brings a person into the register, or back into it, for the acts that add somebody to a household. */
import { type DivisionCode, dayOf } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { Asked } from '@xinlu/kernel/commands/server'
import type { InputOf } from '@xinlu/kernel/commands'
import type { addMember } from '../contract.ts'
import { belongsElsewhere, numberInUse } from '../problems.ts'
import { readIdentity, readPhone } from './read-numbers.ts'
import { changePerson, findByNumber, insertPerson } from './store/person.ts'
import { findHousehold } from './store/household.ts'

type NewPerson = InputOf<typeof addMember>['person']

/**
 * Writes the person, who stands in the form at `at`, and answers the id under which it is known: that of somebody with the same identity number who
 * left earlier, else the one given. Throws when the number belongs to somebody living.
 */
export async function putPerson(
  tx: Tx,
  { actor, keys, now }: Pick<Asked<unknown>, 'actor' | 'keys' | 'now'>,
  place: { county: number; division: DivisionCode },
  given: NewPerson,
  at = 'person',
): Promise<string> {
  const identity =
    given.idNumber === undefined
      ? undefined
      : readIdentity(keys, given.idNumber, dayOf(now), `${at}.idNumber`)
  const phone = given.phone === undefined ? {} : readPhone(keys, given.phone, `${at}.phone`)
  const columns = {
    ...given.facts,
    ...identity?.columns,
    ...phone,
    name: given.name,
    sex: given.sex ?? identity?.sex ?? null,
    born: given.born ?? identity?.born ?? null,
  }
  const known = identity && (await findByNumber(tx, place.county, identity.columns.idIndex))
  if (known?.person.household) {
    const household = await findHousehold(tx, { county: place.county, household: known.person.household })
    throw belongsElsewhere({ name: known.person.name, household: household?.headName ?? '另一户' })
  }
  if (known && known.person.state === 'dead') throw numberInUse()
  if (known) {
    await changePerson(tx, place.county, known.person.id, columns)
    return known.person.id
  }
  await insertPerson(tx, { ...columns, ...place, id: given.id, source: '户档登记', byAccount: actor.account })
  return given.id
}
