/** The keys in memory: every version of the data key, and one index key for each kind. */
import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto'
import { type IndexKind, indexKinds } from './keys.ts'
import type { DataKey } from './seal.ts'

/** All keys; new values are sealed with the current version, old ones stay readable by theirs. */
export interface KeyRing {
  current: number
  data: ReadonlyMap<number, DataKey>
  /** Not versioned: a new index key would need every index to be computed anew. */
  index: Readonly<Record<IndexKind, KeyObject>>
}

/** Bytes of one version: 16 for SM4, 32 for HMAC-SM3. */
export const DATA_KEY_BYTES = 48

/** Bytes of an index key. */
export const INDEX_KEY_BYTES = 32

// The version is one byte of every envelope, and 0 is the keystore's own.
const LAST_VERSION = 255

/** Makes a ring of fresh random keys, version 1. */
export function newRing(): KeyRing {
  const index = indexKinds.map((kind) => [kind, createSecretKey(randomBytes(INDEX_KEY_BYTES))])
  return {
    current: 1,
    data: new Map([[1, dataKey(1, randomBytes(DATA_KEY_BYTES))]]),
    index: Object.fromEntries(index) as Record<IndexKind, KeyObject>,
  }
}

/** Answers the ring with one more version, which becomes the current one; throws after 255 of them. */
export function withNextVersion(ring: KeyRing): KeyRing {
  const version = Math.max(...ring.data.keys()) + 1
  if (version > LAST_VERSION) throw new Error('the keystore already holds 255 versions of the data key')
  const data = new Map(ring.data).set(version, dataKey(version, randomBytes(DATA_KEY_BYTES)))
  return { ...ring, current: version, data }
}

/** Makes a data key from its 48 bytes. */
export function dataKey(version: number, bytes: Buffer): DataKey {
  if (bytes.length !== DATA_KEY_BYTES) throw new Error('a data key has 48 bytes')
  return {
    version,
    cipher: createSecretKey(bytes.subarray(0, 16)),
    mac: createSecretKey(bytes.subarray(16)),
  }
}

/** Answers the 48 bytes of a data key, for wrapping. */
export function dataKeyBytes(key: DataKey): Buffer {
  return Buffer.concat([key.cipher.export(), key.mac.export()])
}
