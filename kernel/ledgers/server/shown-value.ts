/** What of a stored value may be shown to an actor. */
import {
  HIDDEN,
  isCleared,
  maskCard,
  maskCitizenId,
  maskPhone,
  maskProfiles,
  type Actor,
} from '../../access/index.ts'
import type { Keys } from '../../access/server/index.ts'
import type { Column } from '../column.ts'

/** A value as it goes out: text for everything but numbers, yes/no and nothing. */
export type ShownValue = string | number | boolean | null

/**
 * Answers the value of a column for a list or an export: hidden when the actor may not read it, and numbers of people
 * masked even then, because seeing one whole is a request of its own. `besideBirth` says that the same row shows a
 * birth date, beside which no digit of an identity number may stand.
 */
export function shownValue(
  column: Column,
  stored: unknown,
  actor: Actor,
  keys: Keys,
  besideBirth = false,
): ShownValue {
  if (stored === null || stored === undefined) return null
  const cleared = isCleared(actor, column.sensitivity)
  if (column.sealed && Buffer.isBuffer(stored)) {
    if (column.sealed === 'citizen' && besideBirth) return maskCitizenId('', maskProfiles.inner)
    return maskedText(column, keys.open(stored), cleared)
  }
  if (!cleared) return HIDDEN
  if (typeof stored === 'boolean') return stored
  // numeric arrives as text, so that no digit is lost on the way; a measure of ours fits a number.
  return column.kind === 'number' ? Number(stored) : (stored as ShownValue)
}

function maskedText(column: Column, plain: string, cleared: boolean): string {
  if (column.sealed === 'citizen') return maskCitizenId(plain, maskProfiles.inner)
  if (!cleared) return HIDDEN
  if (column.sealed === 'phone') return maskPhone(plain, maskProfiles.inner)
  return /^[\d\s-]{12,}$/.test(plain) ? maskCard(plain, maskProfiles.inner) : plain
}
