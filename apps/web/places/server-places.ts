/** The book of places over the server: codes that are wanted in the same moment are asked for in one go. */
import { namePlaces, listPlacesBelow, searchPlaces } from '@xinlu/server/administration'
import { call, watched } from '@xinlu/kernel/commands/web'
import type { KnownPlace, PlaceBook } from '@xinlu/ui'
import { outlineOf } from './outlines.ts'

const AT_ONCE = 500

/** Opens a book for a post at work in `own`; it is thrown away with the post. */
export function openPlaceBook(own: number): PlaceBook {
  const known = new Map<number, KnownPlace>()
  const asked = new Set<number>()
  const wanted = new Set<number>()
  const answers = watched(0)
  const keep = (places: readonly KnownPlace[]) => {
    for (const place of places) known.set(place.code, place)
    return places
  }
  const ask = async () => {
    const codes = [...wanted].slice(0, AT_ONCE)
    for (const code of codes) wanted.delete(code)
    try {
      const { items } = await call(namePlaces, { codes: codes as never })
      keep(items)
      const missing = codes.filter((code) => !known.has(code))
      keep(missing.map((code) => ({ code, name: String(code), path: String(code), abolished: false })))
      answers.set(answers.now() + 1)
    } catch {
      // Names are an ornament of what the page shows; the next page that needs them asks again.
      for (const code of codes) asked.delete(code)
    }
    if (wanted.size > 0) await ask()
  }
  return {
    own,
    find(code) {
      if (!known.has(code) && !asked.has(code)) {
        asked.add(code)
        if (wanted.size === 0) queueMicrotask(() => void ask())
        wanted.add(code)
      }
      return known.get(code)
    },
    subscribe: answers.subscribe,
    async below(place) {
      return keep((await call(listPlacesBelow, { place: place as never })).items)
    },
    async search(text) {
      const { items } = await call(searchPlaces, { text, within: own as never, size: 20 })
      return keep(items.map(({ code, name, path, abolished }) => ({ code, name, path, abolished })))
    },
    outline: outlineOf,
  }
}
