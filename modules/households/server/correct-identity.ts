/** 更正证件. */
import { dayOf } from '@xinlu/kernel/basis'
import { notFound, staleVersion } from '@xinlu/kernel/commands'
import type { Tx } from '@xinlu/kernel/access/server'
import { type Asked, command } from '@xinlu/kernel/commands/server'
import { correctIdentity as contract } from '../contract.ts'
import { households } from '../permissions.ts'
import { doubtsOf, finishAct } from './finish-act.ts'
import { readIdentity, readPhone } from './read-numbers.ts'
import { withoutNumbers } from './reference.ts'
import { type Happening, insertEvent } from './store/event.ts'
import { lastHouseholdOf } from './store/member.ts'
import { type SealedPerson, changePerson, lockPerson } from './store/person.ts'

/** Corrects name, sex, birth or numbers of a person; the old values stay in the history, numbers sealed. */
export const correctIdentity = command(contract, {
  may: households.correctIdentity,
  async subject(tx, { input }) {
    const found = await lockPerson(tx, input.county, input.person)
    if (!found) throw notFound({ what: '这个人' })
    return { ...found, division: found.person.division }
  },
  async run(tx, asked) {
    const { input, keys, now, subject } = asked
    const { person } = subject
    if (person.ver !== input.ver) {
      const extra = { theirs: withoutNumbers(person), yours: withoutNumbers(input) }
      throw staleVersion({ what: '这个人的资料' }, { extra })
    }
    const today = dayOf(now)
    const identity =
      input.idNumber === undefined ? undefined : readIdentity(keys, input.idNumber, today, 'idNumber')
    const phone = input.phone === undefined ? undefined : readPhone(keys, input.phone, 'phone')
    const ref = person.household === null ? undefined : { county: person.county, household: person.household }
    const before = ref ? await doubtsOf(tx, ref, now) : []
    // A new number says sex and birth anew; what is given beside it goes first, and DQ rules compare the rest.
    const values = {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(identity ? { ...identity.columns, sex: identity.sex, born: identity.born } : {}),
      ...(input.sex === undefined ? {} : { sex: input.sex }),
      ...(input.born === undefined ? {} : { born: input.born }),
      ...phone,
    }
    await changePerson(tx, person.county, person.id, values)
    const detail = { reason: input.reason, old: oldValues(subject, Object.keys(values)) }
    const told = { act: 'identityCorrected' as const, onDay: today, person: person.id, detail }
    if (ref) await finishAct(tx, asked, { ...told, ref, before })
    else await rememberOfOne(tx, asked, { ...told, division: person.division, county: person.county })
    return { county: person.county, person: person.id, ver: person.ver + 1 }
  },
  audit: ({ input, subject }) => ({
    subjectKind: 'person',
    subject: subject.person.id,
    division: subject.division,
    detail: {
      changed: (['name', 'sex', 'born', 'idNumber', 'phone'] as const).filter(
        (field) => input[field] !== undefined,
      ),
      reason: input.reason,
    },
  }),
})

// Who belongs to no household any more keeps his history in the household he left.
async function rememberOfOne(
  tx: Tx,
  { actor }: Asked<unknown>,
  told: Omit<Happening, 'ref'> & { county: number; person: string },
) {
  const household = await lastHouseholdOf(tx, told.county, told.person)
  if (household) await insertEvent(tx, actor, { ...told, ref: { county: told.county, household } })
}

function oldValues({ person, idSealed, phoneSealed }: SealedPerson, changed: readonly string[]) {
  return {
    ...(changed.includes('name') ? { name: person.name } : {}),
    ...(changed.includes('sex') ? { sex: person.sex } : {}),
    ...(changed.includes('born') ? { born: person.born } : {}),
    ...(changed.includes('idSealed') && idSealed ? { idSealed: asText(idSealed) } : {}),
    ...(changed.includes('phoneSealed') && phoneSealed ? { phoneSealed: asText(phoneSealed) } : {}),
  }
}

// The form in which a change of the data key finds sealed values within JSON.
function asText(sealed: Buffer): string {
  return `\\x${sealed.toString('hex')}`
}
