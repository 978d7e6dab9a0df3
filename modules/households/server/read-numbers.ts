/** Reads the numbers of a person as typed: checked, repaired, sealed, and indexed for finding. */
import {
  type Day,
  type Reason,
  parseCitizenId,
  parseDisabilityCard,
  parseMobile,
  personKeyOf,
} from '@xinlu/kernel/basis'
import type { Keys } from '@xinlu/kernel/access/server'
import { refusedInput } from '@xinlu/kernel/commands'
import type { IdKind, Sex } from '../codes/person.ts'

/** The columns of an identity number, and what the number says about its holder. */
export interface ReadIdentity {
  columns: { idKind: IdKind; idSealed: Buffer; idIndex: Buffer; disabilityCardSealed?: Buffer }
  sex: Sex
  born: Day
}

/**
 * Reads an ID number of 18 (or 15) characters or a disability card of 20 or 22; throws `refusedInput` with every
 * reason. The index is that of the citizen number in both cases, so that one person is found by either.
 */
export function readIdentity(keys: Keys, given: string, today: Day, path: string): ReadIdentity {
  const card = given.replace(/\s/g, '').length > 18
  const read = card ? parseDisabilityCard(given, { today }) : parseCitizenId(given, { today })
  const key = read.ok ? personKeyOf(given) : undefined
  if (!read.ok || key === undefined) throw refused(read.ok ? [] : read.reasons, path)
  const citizen = 'citizenId' in read.value ? read.value.citizenId : read.value
  const columns = {
    idKind: card ? ('disabilityCard' as const) : ('citizen' as const),
    idSealed: keys.seal(read.value.value),
    idIndex: keys.blindIndex('citizen', key),
    ...(card ? { disabilityCardSealed: keys.seal(read.value.value) } : {}),
  }
  return { columns, sex: citizen.sex, born: citizen.born }
}

/** Reads a telephone number into its columns; throws `refusedInput` with every reason. */
export function readPhone(
  keys: Keys,
  given: string,
  path: string,
): { phoneSealed: Buffer; phoneIndex: Buffer } {
  const read = parseMobile(given)
  if (!read.ok) throw refused(read.reasons, path)
  return { phoneSealed: keys.seal(read.value.value), phoneIndex: keys.blindIndex('phone', read.value.value) }
}

// The values are left out: a refusal is logged, and an almost right number is a number too.
function refused(reasons: readonly Reason[], path: string) {
  return refusedInput(undefined, { reasons: reasons.map(({ code, message }) => ({ code, message, path })) })
}
