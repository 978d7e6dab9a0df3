/** What a request is aimed at: the rows of one place, under the names by which requests name them. */
import { idOf } from '../catalog/test/make-row.ts'
import { citizenIdAt, loginAt, markAt, nameAt, phoneAt, sessionAt } from './city/made-values.ts'

/** The n-th row of every table in one place, and the person they are about. */
export interface Aim {
  division: number
  county: number
  id(table: string): string
  text(column: `${string}.${string}.${string}`): string
  name: string
  citizenId: string
  phone: string
  login: string
  /** The digest of a session, in hex. */
  session: string
}

/** Answers the aim at the n-th rows of a place. */
export function aimAt(division: number, n: number): Aim {
  const at = { division, n }
  return {
    division,
    county: Math.floor(division / 1_000_000),
    id: (table) => idOf(table, at),
    text: (column) => {
      const dot = column.lastIndexOf('.')
      return markAt(at, column.slice(0, dot), column.slice(dot + 1))
    },
    name: nameAt(at),
    citizenId: citizenIdAt(at),
    phone: phoneAt(at),
    login: loginAt(at),
    session: sessionAt(at).toString('hex'),
  }
}

/** The number of rows that no place has: an aim at it names a real place and nothing in it. */
export const NOBODY = 8
