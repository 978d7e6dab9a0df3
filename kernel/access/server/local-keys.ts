/** Keys held by this machine: in a wrapped keystore file, or only in memory for tests. */
import { type KeyRing, newRing, withNextVersion } from './key-ring.ts'
import type { Keys } from './keys.ts'
import { type KeystorePlace, readKeystore, rotateKeystore } from './keystore.ts'
import { type SealCrew, startSealCrew } from './seal-crew.ts'
import { TamperedValue, indexWith, openWith, sealWith } from './seal.ts'

/** Keys whose data key can be followed by a new version. */
export interface LocalKeys extends Keys {
  /** Adds a version of the data key for all new values and answers its number; old values stay readable. */
  rotate(): number
}

// Below this the workers would take longer to be told than to work.
const FEW = 400

/**
 * Opens the keystore in `dir`, making it on first use. The key-encryption key is taken from `kek` or XINLU_KEK
 * (64 hex digits), otherwise from a file beside the keystore, which is fit for trying the system only.
 */
export function openLocalKeys(place: KeystorePlace): LocalKeys {
  const whole = { ...place, kek: place.kek ?? process.env.XINLU_KEK }
  return keysOn(readKeystore(whole), {
    reload: () => readKeystore(whole),
    rotate: () => rotateKeystore(whole),
  })
}

/** Fresh random keys that end with the process: real cryptography for tests. */
export function memoryKeys(): LocalKeys {
  let ring = newRing()
  return keysOn(ring, { reload: () => ring, rotate: () => (ring = withNextVersion(ring)) })
}

function keysOn(first: KeyRing, source: { reload(): KeyRing; rotate(): KeyRing }): LocalKeys {
  let ring = first
  let crew: SealCrew | undefined
  const take = (fresh: KeyRing) => {
    ring = fresh
    const old = crew
    crew = undefined
    return old?.close()
  }
  const current = () => ring.data.get(ring.current)!
  const seal = (plain: string) => sealWith(current(), plain)
  const blindIndex: Keys['blindIndex'] = (kind, normalised) => indexWith(ring.index[kind], normalised)
  const versionOf = (sealed: Buffer) => {
    const version = sealed[0] ?? 0
    // Another process may have rotated since this one read the keystore.
    if (!ring.data.has(version)) void take(source.reload())
    return ring.data.get(version)
  }
  return {
    seal,
    blindIndex,
    open(sealed) {
      const key = versionOf(sealed)
      if (!key) throw new TamperedValue()
      return openWith(key, sealed).toString('utf8')
    },
    async sealMany(kind, values) {
      if (values.length < FEW)
        return values.map((value) => ({ sealed: seal(value), index: blindIndex(kind, value) }))
      const mine = (crew ??= startSealCrew(ring))
      return mine.seal(kind, values).catch((error: unknown) => {
        // A broken crew is not asked again; the next list starts a new one.
        if (crew === mine) crew = undefined
        throw error
      })
    },
    rotate() {
      void take(source.rotate())
      return ring.current
    },
    close: async () => take(ring),
  }
}
