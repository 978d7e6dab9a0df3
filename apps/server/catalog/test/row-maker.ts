/** What a made row is made of. */
import type { IndexKind } from '@xinlu/kernel/access/server'

/** Which row: of which place, and the how many-eth of its table there. */
export interface RowPlace {
  division: number
  n: number
}

/** What the maker puts where it cannot invent a value by itself. */
export interface RowMaker {
  /** The text that betrays its place wherever it turns up. */
  mark(at: RowPlace, table: string, column: string): string
  /** A person's name, an ID number and a mobile number, each the same for the same place and number. */
  name(at: RowPlace): string
  citizenId(at: RowPlace): string
  phone(at: RowPlace): string
  /** What a sealed column holds of a text, and the digest beside it. */
  seal(plain: string): Buffer
  index(kind: IndexKind, plain: string): Buffer
}
