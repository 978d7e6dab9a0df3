/** A name as much as the post is cleared for. */
import { HIDDEN, isCleared, maskName, maskProfiles, type Actor } from '@xinlu/kernel/access'

/** Answers the whole name to those who work with the household, a masked one to the others, nothing to officers. */
export function shownName(actor: Pick<Actor, 'role'>, name: string | null): string | null {
  if (name === null) return null
  if (isCleared(actor, 'sensitive')) return name
  return isCleared(actor, 'personal') ? maskName(name, maskProfiles.inner) : HIDDEN
}
