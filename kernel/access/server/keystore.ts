/** The keystore file: the data and index keys, wrapped by a key-encryption key that lies elsewhere. */
import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { type KeyRing, dataKey, dataKeyBytes, newRing, withNextVersion } from './key-ring.ts'
import { indexKinds } from './keys.ts'
import { type DataKey, openWith, sealWith } from './seal.ts'

/** The folder of the keystore, and the key-encryption key when it comes from the environment (64 hex digits). */
export interface KeystorePlace {
  dir: string
  kek?: string
}

/** What the operator should know of a keystore; `kekBeside` means that whoever copies the folder has the keys too. */
export interface KeystoreCondition {
  exists: boolean
  kekBeside: boolean
  versions: number
  /** False when others than the owner may read the file. */
  isPrivate: boolean
}

const STORE = 'keys.json'
const KEK = 'kek.hex'
const FORMAT = 'xinlu-keys-1'

interface Stored {
  format: string
  current: number
  data: Record<string, string>
  index: Record<string, string>
}

/** Reads the keystore, and makes it on first use; throws when the key-encryption key is not the one it was made with. */
export function readKeystore(place: KeystorePlace): KeyRing {
  mkdirSync(place.dir, { recursive: true, mode: 0o700 })
  const kek = kekOf(place)
  const path = join(place.dir, STORE)
  if (!existsSync(path)) createOnce(path, written(newRing(), kek))
  return parsed(readFileSync(path, 'utf8'), kek)
}

/** Adds a version of the data key and makes it the current one; two rotations at once are refused. */
export function rotateKeystore(place: KeystorePlace): KeyRing {
  const path = join(place.dir, STORE)
  const lock = `${path}.rotating`
  if (!createOnce(lock, `${process.pid}\n`)) {
    throw new Error(`another rotation is under way; if none is, remove ${lock}`)
  }
  try {
    const kek = kekOf(place)
    const ring = withNextVersion(parsed(readFileSync(path, 'utf8'), kek))
    const fresh = `${path}.new`
    writeDurably(fresh, written(ring, kek))
    renameSync(fresh, path)
    syncFolder(place.dir)
    return ring
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Looks at a keystore without opening it. */
export function keystoreCondition({ dir, kek }: KeystorePlace): KeystoreCondition {
  const path = join(dir, STORE)
  if (!existsSync(path)) return { exists: false, kekBeside: false, versions: 0, isPrivate: true }
  const stored = JSON.parse(readFileSync(path, 'utf8')) as Stored
  return {
    exists: true,
    kekBeside: kek === undefined && existsSync(join(dir, KEK)),
    versions: Object.keys(stored.data).length,
    isPrivate: (statSync(path).mode & 0o077) === 0,
  }
}

function kekOf({ dir, kek }: KeystorePlace): DataKey {
  const path = join(dir, KEK)
  if (kek === undefined && !existsSync(path)) createOnce(path, `${randomBytes(32).toString('hex')}\n`)
  const text = (kek ?? readFileSync(path, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error('the key-encryption key must be 64 hex digits')
  const bytes = Buffer.from(text, 'hex')
  const derived = (purpose: string) => createHmac('sm3', bytes).update(`xinlu keystore ${purpose}`).digest()
  return {
    version: 0,
    cipher: createSecretKey(derived('cipher').subarray(0, 16)),
    mac: createSecretKey(derived('mac')),
  }
}

// Each key is wrapped with its name as context, so that two entries of the file cannot be exchanged.
function written(ring: KeyRing, kek: DataKey): string {
  const wrap = (name: string, bytes: Buffer) => sealWith(kek, bytes, name).toString('base64')
  const data = [...ring.data].map(([version, key]) => [version, wrap(`data ${version}`, dataKeyBytes(key))])
  const index = indexKinds.map((kind) => [kind, wrap(`index ${kind}`, ring.index[kind].export())])
  const stored: Stored = {
    format: FORMAT,
    current: ring.current,
    data: Object.fromEntries(data) as Record<string, string>,
    index: Object.fromEntries(index) as Record<string, string>,
  }
  return `${JSON.stringify(stored, null, 2)}\n`
}

function parsed(text: string, kek: DataKey): KeyRing {
  const stored = JSON.parse(text) as Stored
  if (stored.format !== FORMAT) throw new Error(`the keystore is of an unknown format: ${stored.format}`)
  const unwrap = (name: string, wrapped: string | undefined) => {
    if (wrapped === undefined) throw new Error(`the keystore has no key "${name}"`)
    return openWith(kek, Buffer.from(wrapped, 'base64'), name)
  }
  const data = Object.entries(stored.data).map(([version, wrapped]) => {
    return [Number(version), dataKey(Number(version), unwrap(`data ${version}`, wrapped))] as const
  })
  const index = indexKinds.map((kind) => [kind, createSecretKey(unwrap(`index ${kind}`, stored.index[kind]))])
  const ring = {
    current: stored.current,
    data: new Map(data),
    index: Object.fromEntries(index) as KeyRing['index'],
  }
  if (!ring.data.has(ring.current))
    throw new Error('the keystore names a current version that it does not hold')
  return ring
}

// Linking is atomic and refuses an existing name: of two processes on their first start, one makes the keys.
function createOnce(path: string, text: string): boolean {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeDurably(draft, text)
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft)
    syncFolder(join(path, '..'))
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
}

function syncFolder(dir: string): void {
  const folder = openSync(dir, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
