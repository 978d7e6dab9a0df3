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
import { type KeyRing, KeyRefused, dataKey, dataKeyBytes, newRing } from './key-ring.ts'
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
  /** When the current version was made, or at the latest; nothing when there is no keystore. */
  currentSince?: Date
}

const STORE = 'keys.json'
const KEK = 'kek.hex'
const FORMAT = 'xinlu-keys-1'

interface Stored {
  format: string
  current: number
  data: Record<string, string>
  /** Missing in the files of earlier releases, like `madeAt`. */
  retired?: Record<string, string>
  madeAt?: Record<string, string>
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

/** Changes the keys in the file, all or nothing; two changes at once are refused. */
export function changeKeystore(place: KeystorePlace, change: (ring: KeyRing) => KeyRing): KeyRing {
  const path = join(place.dir, STORE)
  const lock = `${path}.rotating`
  takeLock(lock)
  try {
    const kek = kekOf(place)
    const ring = change(parsed(readFileSync(path, 'utf8'), kek))
    const fresh = `${path}.new`
    writeDurably(fresh, written(ring, kek))
    renameSync(fresh, path)
    syncFolder(place.dir)
    return ring
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Answers a mark of the file that is another after each change; nothing while the file cannot be seen. */
export function keystoreMark({ dir }: KeystorePlace): string | undefined {
  const found = statSync(join(dir, STORE), { throwIfNoEntry: false })
  return found && `${found.ino} ${found.mtimeMs} ${found.size}`
}

/** Looks at a keystore without opening it. */
export function keystoreCondition({ dir, kek }: KeystorePlace): KeystoreCondition {
  const path = join(dir, STORE)
  if (!existsSync(path)) return { exists: false, kekBeside: false, versions: 0, isPrivate: true }
  const stored = JSON.parse(readFileSync(path, 'utf8')) as Stored
  const { mode, mtime } = statSync(path)
  const kekPath = join(dir, KEK)
  const kekIsOpen = existsSync(kekPath) && (statSync(kekPath).mode & 0o077) !== 0
  const made = stored.madeAt?.[String(stored.current)]
  return {
    exists: true,
    kekBeside: kek === undefined && existsSync(kekPath),
    versions: Object.keys(stored.data).length,
    isPrivate: (mode & 0o077) === 0 && !kekIsOpen,
    currentSince: made === undefined ? mtime : new Date(made),
  }
}

// A process that was killed while it held the lock holds it no longer.
function takeLock(lock: string): void {
  for (let tries = 0; tries < 2; tries += 1) {
    if (createOnce(lock, `${process.pid}\n`)) return
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
    if (isAlive(holder)) break
    rmSync(lock, { force: true })
  }
  throw new KeyRefused(`另一个进程正在更改密钥库。如果没有，请删去 ${lock} 再试。`)
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
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
  const keysOf = (keys: KeyRing['data']) =>
    Object.fromEntries(
      [...keys].map(([version, key]) => [version, wrap(`data ${version}`, dataKeyBytes(key))]),
    )
  const made = [...ring.madeAt].map(([version, at]) => [version, at.toISOString()])
  const index = indexKinds.map((kind) => [kind, wrap(`index ${kind}`, ring.index[kind].export())])
  const stored: Stored = {
    format: FORMAT,
    current: ring.current,
    data: keysOf(ring.data),
    retired: keysOf(ring.retired),
    madeAt: Object.fromEntries(made) as Record<string, string>,
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
  const keysOf = (wrapped: Record<string, string>) =>
    new Map(
      Object.entries(wrapped).map(([version, bytes]) => {
        return [Number(version), dataKey(Number(version), unwrap(`data ${version}`, bytes))] as const
      }),
    )
  const index = indexKinds.map((kind) => [kind, createSecretKey(unwrap(`index ${kind}`, stored.index[kind]))])
  const made = Object.entries(stored.madeAt ?? {})
  const ring: KeyRing = {
    current: stored.current,
    data: keysOf(stored.data),
    retired: keysOf(stored.retired ?? {}),
    madeAt: new Map(made.map(([version, at]) => [Number(version), new Date(at)])),
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
