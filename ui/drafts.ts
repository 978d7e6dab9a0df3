/** What was typed and not yet sent: kept in memory for this post, never in the browser's storage. */
import { useState } from 'react'

const kept = new Map<string, unknown>()

/**
 * State that outlives its form, under a name such as `monitoring.decide:<id>`; without a name it is plain state.
 * A lost connection or a session that idled out keeps it; switching posts and signing out empty it.
 */
export function useDraft<T>(
  name: string | undefined,
  initial: T,
): [value: T, set: (value: T) => void, drop: () => void] {
  const [value, setValue] = useState<T>(
    () => (name === undefined ? undefined : (kept.get(name) as T)) ?? initial,
  )
  const set = (next: T) => {
    if (name !== undefined) kept.set(name, next)
    setValue(next)
  }
  const drop = () => {
    if (name !== undefined) kept.delete(name)
    setValue(initial)
  }
  return [value, set, drop]
}

/** Whether something typed would be lost with the page. */
export function hasDrafts(): boolean {
  return kept.size > 0
}

/** Empties all drafts. */
export function dropDrafts(): void {
  kept.clear()
}
