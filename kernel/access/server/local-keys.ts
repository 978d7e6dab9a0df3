/** Keys held by this machine: in a wrapped keystore file, or only in memory for tests. */
import { type KeyRing, newRing, withNextVersion, withRecalled, withRetired } from './key-ring.ts'
import { type Keys, type KeyVersion, sealedVersion } from './keys.ts'
import { type KeystorePlace, changeKeystore, keystoreMark, readKeystore } from './keystore.ts'
import { type SealCrew, startSealCrew } from './seal-crew.ts'
import { TamperedValue, indexWith, openWith, sealWith } from './seal.ts'

/** Keys whose data key can be followed by a new version. Every refusal is a `KeyRefused`. */
export interface LocalKeys extends Keys {
  /** The versions, the newest first. */
  versions(): KeyVersion[]
  /** Adds a version of the data key for all new values and answers its number; old values stay readable. */
  rotate(): number
  /** Makes a version open nothing any more. Whoever calls it has made sure that no value needs it. */
  retire(version: number): void
  /** Makes a retired version open values again. */
  recall(version: number): void
}

/** How long another process may go on sealing with the key before a change, in milliseconds. */
export const NOTICE_MS = 1000

// Below this the workers would take longer to be told than to work.
const FEW = 400

interface Source {
  load(): KeyRing
  change(by: (ring: KeyRing) => KeyRing): KeyRing
  mark(): string | undefined
}

/**
 * Opens the keystore in `dir`, making it on first use. The key-encryption key is taken from `kek` or XINLU_KEK
 * (64 hex digits), otherwise from a file beside the keystore, which is fit for trying the system only.
 */
export function openLocalKeys(place: KeystorePlace): LocalKeys {
  const whole = { ...place, kek: place.kek ?? process.env.XINLU_KEK }
  return keysOn({
    load: () => readKeystore(whole),
    change: (by) => changeKeystore(whole, by),
    mark: () => keystoreMark(whole),
  })
}

/** Fresh random keys that end with the process: real cryptography for tests. */
export function memoryKeys(): LocalKeys {
  let ring = newRing()
  return keysOn({ load: () => ring, change: (by) => (ring = by(ring)), mark: () => '' })
}

function keysOn(source: Source): LocalKeys {
  let ring = source.load()
  let mark = source.mark()
  let looked = performance.now()
  let crew: SealCrew | undefined
  const take = (fresh: KeyRing) => {
    ring = fresh
    const old = crew
    crew = undefined
    return old?.close()
  }
  const reload = () => {
    // The mark first: a change in between is then seen the next time.
    mark = source.mark()
    void take(source.load())
  }
  // Another process may have changed the keys; looking at the file costs more than a sealing, so it is done now and then.
  const fresh = () => {
    const now = performance.now()
    if (now - looked >= NOTICE_MS) {
      looked = now
      const seen = source.mark()
      // A keystore on a volume that was taken away after the start cannot have changed.
      if (seen !== undefined && seen !== mark) reload()
    }
    return ring
  }
  const current = () => {
    const { data, current: version } = fresh()
    return data.get(version)!
  }
  const change = (by: (ring: KeyRing) => KeyRing) => void take(source.change(by))
  const seal = (plain: string) => sealWith(current(), plain)
  const blindIndex: Keys['blindIndex'] = (kind, normalised) => indexWith(ring.index[kind], normalised)
  const keyOf = (sealed: Buffer) => {
    const version = sealedVersion(sealed)
    const { data, retired } = fresh()
    // A version nobody here knows is one that was made since.
    if (!data.has(version) && !retired.has(version)) reload()
    return ring.data.get(version)
  }
  return {
    seal,
    blindIndex,
    open(sealed) {
      const key = keyOf(sealed)
      if (!key) throw new TamperedValue()
      return openWith(key, sealed).toString('utf8')
    },
    async sealMany(kind, values) {
      if (values.length < FEW)
        return values.map((value) => ({ sealed: seal(value), index: blindIndex(kind, value) }))
      fresh()
      const mine = (crew ??= startSealCrew(ring))
      return mine.seal(kind, values).catch((error: unknown) => {
        // A broken crew is not asked again; the next list starts a new one.
        if (crew === mine) crew = undefined
        throw error
      })
    },
    versions() {
      const { data, retired, current: now, madeAt } = fresh()
      const listed = [...data.keys(), ...retired.keys()].sort((a, b) => b - a)
      return listed.map((version) => ({
        version,
        state: version === now ? 'current' : data.has(version) ? 'readable' : 'retired',
        madeAt: madeAt.get(version),
      }))
    },
    rotate() {
      change(withNextVersion)
      return ring.current
    },
    retire: (version) => change((known) => withRetired(known, version)),
    recall: (version) => change((known) => withRecalled(known, version)),
    close: async () => take(ring),
  }
}
