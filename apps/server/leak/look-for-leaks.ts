/** Looks through an answer for anything that belongs to a place the asker does not cover. */
import { citizenIdAt, phoneAt } from './city/made-values.ts'
import { rowPlaces } from './city/fill-city.ts'
import { placesNamedIn } from './city/places.ts'
import { NOBODY } from './aim.ts'

/** What belongs where, besides the texts that carry the sign of their place. */
export interface Belongings {
  /** The place of an id, an ID number or a telephone number. */
  placeOf: ReadonlyMap<string, number>
}

/** Answers the belongings of all made rows, given the place of each id. */
export function belongingsOf(ids: ReadonlyMap<string, number>): Belongings {
  const placeOf = new Map(ids)
  for (const at of rowPlaces([1, NOBODY - 1])) {
    placeOf.set(citizenIdAt(at), at.division)
    placeOf.set(phoneAt(at), at.division)
  }
  return { placeOf }
}

/** One thing that should not have been in an answer. */
export interface Betrayal {
  place: number
  evidence: string
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const NUMBERS =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9])\d{17}[\dX]|(?<![0-9])1\d{10}(?![0-9])/g

/**
 * Answers every trace of a place outside `covered`. What the asker had sent himself is no news to him, and neither are
 * the ids in `planted`.
 */
export function betrayalsIn(
  text: string,
  {
    covered,
    sent,
    planted,
    belongings,
  }: {
    covered: ReadonlySet<number>
    sent: readonly string[]
    planted: ReadonlySet<string>
    belongings: Belongings
  },
): Betrayal[] {
  const news = withoutSent(text, sent)
  const signs = placesNamedIn(news).map((place) => ({ place, evidence: around(news, place) }))
  const numbers = [...new Set(news.match(NUMBERS))].flatMap((number) => {
    const place = belongings.placeOf.get(number)
    return place === undefined || planted.has(number) ? [] : [{ place, evidence: number }]
  })
  return [...signs, ...numbers].filter(({ place }) => !covered.has(place))
}

/** Takes out of a text what was sent, as it stands and as JSON writes it. */
export function withoutSent(text: string, sent: readonly string[]): string {
  let rest = text
  for (const part of sent)
    rest = rest.replaceAll(part, '·').replaceAll(JSON.stringify(part).slice(1, -1), '·')
  return rest
}

/** Answers every text in a body, the longest first. */
export function textsIn(value: unknown): string[] {
  const found: string[] = []
  const walk = (inner: unknown): void => {
    if (typeof inner === 'string') found.push(inner)
    else if (Buffer.isBuffer(inner)) found.push(...inner.toString('utf8').split(/[,\r\n]+/))
    else if (inner && typeof inner === 'object') Object.values(inner).forEach(walk)
  }
  walk(value)
  return found.filter((text) => text.length > 1).sort((a, b) => b.length - a.length)
}

/** Answers every id in a body. */
export function idsIn(value: unknown): string[] {
  return textsIn(value).filter((text) => UUID.test(text))
}

function around(text: string, place: number): string {
  const at = [...text].findIndex((sign) => placesNamedIn(sign).includes(place))
  return [...text].slice(Math.max(0, at - 30), at + 60).join('')
}
