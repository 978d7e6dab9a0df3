/** What the rows of the leak run hold: texts, names and numbers that betray the place they belong to. */
import { createHash } from 'node:crypto'
import type { Keys } from '@xinlu/kernel/access/server'
import { checkCharacterOf } from '@xinlu/kernel/basis'
import type { RowMaker, RowPlace } from '../../catalog/test/row-maker.ts'
import { placeOf, places } from './places.ts'

const ORDINALS = '零一二三四五六七八九'

/** Answers the name of the n-th person of a place: its sign, so that even a masked name tells where it is from. */
export function nameAt({ division, n }: RowPlace): string {
  return `${placeOf(division).sign}家${ORDINALS[n % 10]}`
}

/** Answers the text of a column of a row. */
export function markAt({ division, n }: RowPlace, table: string, column: string): string {
  return `${placeOf(division).sign}⟦${division}:${table}.${column}:${n}⟧`
}

/** Answers the ID number of the n-th person of a place: valid in form, serials from the reserved range. */
export function citizenIdAt({ division, n }: RowPlace): string {
  const order = places.findIndex(({ code }) => code === division)
  const stem = `${Math.floor(division / 1_000_000)}19${String(50 + order)}0${n % 9 || 9}15${900 + n}`
  return stem + checkCharacterOf(stem)
}

/** Answers the mobile number of the n-th person of a place. */
export function phoneAt({ division, n }: RowPlace): string {
  const order = places.findIndex(({ code }) => code === division)
  return `199000${String(order).padStart(2, '0')}${String(n).padStart(3, '0')}`
}

/** Answers the login of the n-th account of a place. */
export function loginAt({ division, n }: RowPlace): string {
  return `a${division}-${n}`
}

/** Answers the stored digest of the session of that account. */
export function sessionAt({ division, n }: RowPlace): Buffer {
  return createHash('sha256').update(`session ${division}/${n}`).digest()
}

/** Makes rows with these values; sealed columns are sealed with the keys of the server under test. */
export function markedRows(keys: Keys): RowMaker {
  return {
    mark: markAt,
    name: nameAt,
    citizenId: citizenIdAt,
    phone: phoneAt,
    seal: (plain) => keys.seal(plain),
    index: (kind, plain) => keys.blindIndex(kind, plain),
  }
}
