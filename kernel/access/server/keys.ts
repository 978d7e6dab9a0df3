/** What encryption at rest promises, whoever holds the keys. */

/** Things that are found again by their exact value, each with its own index so that they can't be compared. */
export const indexKinds = ['citizen', 'phone', 'card'] as const

/** The kind of a blind index. */
export type IndexKind = (typeof indexKinds)[number]

/** A value ready for the database: its bytes at rest, and the digest by which it is found again. */
export interface SealedValue {
  sealed: Buffer
  index: Buffer
}

/** One version of the data key; `current` seals, `readable` only opens, `retired` is refused. */
export interface KeyVersion {
  version: number
  state: 'current' | 'readable' | 'retired'
  /** Nothing in a keystore that was made before this was written down. */
  madeAt: Date | undefined
}

/** Answers the version that sealed a value. */
export function sealedVersion(sealed: Buffer): number {
  return sealed[0] ?? 0
}

/** Seals and opens the fields that must not lie in the database in the clear. */
export interface Keys {
  /** Encrypts a text; equal texts give different bytes, and a changed bit is noticed on opening. */
  seal(plain: string): Buffer
  /** Opens what `seal` made, with whichever key version it names; throws when it was tampered with. */
  open(sealed: Buffer): string
  /** A keyed digest of 16 bytes for exact match and for joining records; never reversible without the key. */
  blindIndex(kind: IndexKind, normalised: string): Buffer
  /** Seals and indexes many values in worker threads; the order is kept. */
  sealMany(kind: IndexKind, values: readonly string[]): Promise<SealedValue[]>
  /** Stops the worker threads. */
  close(): Promise<void>
}
