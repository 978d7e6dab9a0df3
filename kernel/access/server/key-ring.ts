/** The keys in memory: every version of the data key, and one index key for each kind. */
import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto'
import { type IndexKind, indexKinds } from './keys.ts'
import type { DataKey } from './seal.ts'

/** All keys; new values are sealed with the current version, old ones stay readable by theirs. */
export interface KeyRing {
  current: number
  data: ReadonlyMap<number, DataKey>
  /** Versions that open nothing any more; kept wrapped, because an old backup may need one again. */
  retired: ReadonlyMap<number, DataKey>
  /** When each version was made; a keystore of an earlier release does not know it of its first ones. */
  madeAt: ReadonlyMap<number, Date>
  /** Not versioned: a new index key would need every index to be computed anew. */
  index: Readonly<Record<IndexKind, KeyObject>>
}

/** A change of the keys that cannot be made. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused'
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
    retired: new Map(),
    madeAt: new Map([[1, new Date()]]),
    index: Object.fromEntries(index) as Record<IndexKind, KeyObject>,
  }
}

/** Answers the ring with one more version, which becomes the current one; refuses after 255 of them. */
export function withNextVersion(ring: KeyRing): KeyRing {
  const version = Math.max(...ring.data.keys(), ...ring.retired.keys()) + 1
  if (version > LAST_VERSION) throw new KeyRefused('密钥库已有 255 个版本的数据密钥，不能再增加。')
  const data = new Map(ring.data).set(version, dataKey(version, randomBytes(DATA_KEY_BYTES)))
  return { ...ring, current: version, data, madeAt: new Map(ring.madeAt).set(version, new Date()) }
}

/** Answers the ring in which a version opens nothing any more; refuses the current one and one that is not there. */
export function withRetired(ring: KeyRing, version: number): KeyRing {
  if (version === ring.current) throw new KeyRefused(`第 ${version} 版正在使用，不能停用。请先更换密钥。`)
  return moved(ring, version, 'data', 'retired')
}

/** Answers the ring in which a retired version opens values again, as after the restore of an old backup. */
export function withRecalled(ring: KeyRing, version: number): KeyRing {
  return moved(ring, version, 'retired', 'data')
}

type Shelf = 'data' | 'retired'

function moved(ring: KeyRing, version: number, from: Shelf, to: Shelf): KeyRing {
  const key = ring[from].get(version)
  if (!key) {
    const why = from === 'data' ? '没有这一版，或者已经停用' : '没有这一版，或者没有停用'
    throw new KeyRefused(`第 ${version} 版不能这样办理：${why}。`)
  }
  const left = new Map(ring[from])
  left.delete(version)
  return { ...ring, [from]: left, [to]: new Map(ring[to]).set(version, key) }
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
