/** How parts find places: the shell fills it from the server, parts only ask. */
import { createContext, useContext, useSyncExternalStore } from 'react'

/** A place as lists and pickers show it. */
export interface KnownPlace {
  code: number
  name: string
  /** The names down from the county. */
  path: string
  abolished: boolean
}

/** The book of places; answers are kept by the shell and emptied with everything else. */
export interface PlaceBook {
  /** The place of a code when it is known already; asks for it otherwise and tells `subscribe` later. */
  find(code: number): KnownPlace | undefined
  subscribe(listener: () => void): () => void
  /** The places right below one. */
  below(code: number): Promise<readonly KnownPlace[]>
  /** The best places for a piece of a name, pinyin, initials or code, inside the post's scope. */
  search(text: string): Promise<readonly KnownPlace[]>
  /** The place of the post at work. */
  own: number
  /** The outline of the places below one as GeoJSON with `code` and `name`, or nothing when there is none. */
  outline(code: number): Promise<Outline | undefined>
}

/** A collection of areas as ECharts takes it. */
export interface Outline {
  type: 'FeatureCollection'
  features: { type: 'Feature'; properties: { code: string | number; name: string }; geometry: unknown }[]
}

const Book = createContext<PlaceBook | undefined>(undefined)

/** Gives the book to everything below. */
export const PlaceBookProvider = Book.Provider

/** The book of the shell. */
export function usePlaceBook(): PlaceBook {
  const book = useContext(Book)
  if (!book) throw new Error('no place book')
  return book
}

/** The place of a code, as soon as it is known. */
export function usePlace(code: number | null | undefined): KnownPlace | undefined {
  const book = usePlaceBook()
  return useSyncExternalStore(
    (listener) => book.subscribe(listener),
    () => (code == null ? undefined : book.find(code)),
  )
}
