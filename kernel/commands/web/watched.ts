/** A value of the page that changes, and whoever watches it. */
import { useSyncExternalStore } from 'react'

/** A value as it is now; `set` tells everybody who watches when it became another. */
export interface Watched<T> {
  now(): T
  subscribe(listener: () => void): () => void
  set(next: T): void
}

/** Makes one; it lives as long as the page. */
export function watched<T>(first: T): Watched<T> {
  const listeners = new Set<() => void>()
  let value = first
  return {
    now: () => value,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
  }
}

/** The value, and a new rendering when it changes. */
export function useWatched<T>({ subscribe, now }: Pick<Watched<T>, 'subscribe' | 'now'>): T {
  return useSyncExternalStore(subscribe, now)
}
