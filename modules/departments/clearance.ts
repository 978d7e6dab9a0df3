/** Who may read which fact of a department record. */
import { isCleared, type Actor, type Sensitivity } from '@xinlu/kernel/access'
import { feeds } from './feeds.ts'
import { ledgersFor } from './permissions.ts'
import type { FeedName } from './model.ts'

/**
 * Answers whether the actor may read a column of a feed. A liaison reads all of the own department's feeds and nothing
 * of others'. Of holdings the village and the township learn that there is one, of which kind and since when; what it
 * is worth and its numbers come to them with the comparison of a case (认定办法: 比对结果返回乡村), not before.
 */
export function mayReadFact(
  actor: Pick<Actor, 'role' | 'unit'>,
  feed: FeedName,
  sensitivity: Sensitivity,
): boolean {
  if (actor.role === 'department') return ledgersFor(actor).includes(feed)
  if (sensitivity === 'open') return true
  const isNearby = actor.role === 'village' || actor.role === 'township'
  if (feeds[feed].topic === 'holding' && isNearby) return false
  return isCleared(actor, sensitivity)
}
