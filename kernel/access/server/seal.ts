/** The envelope of one encrypted value: key version ‖ 16-byte IV ‖ SM4-CTR cipher ‖ 16-byte HMAC-SM3 tag. */
import {
  type KeyObject,
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto'

/** One version of the data key: a key to hide with and another to vouch with. */
export interface DataKey {
  version: number
  cipher: KeyObject
  mac: KeyObject
}

const VERSION = 1
const IV = 16
// Half of HMAC-SM3's 32 bytes: forging it is as hard as guessing the 128-bit cipher key, so the other half would buy
// nothing and cost 16 bytes on every value of three million people.
const TAG = 16

/** Bytes that an envelope adds to its text. */
export const ENVELOPE_BYTES = VERSION + IV + TAG

/** Encrypts, then vouches for version, IV and cipher together. `context` binds the envelope to its place when given. */
export function sealWith(key: DataKey, plain: string | Buffer, context = ''): Buffer {
  const head = Buffer.allocUnsafe(VERSION + IV)
  head[0] = key.version
  takeIv(head)
  const cipher = createCipheriv('sm4-ctr', key.cipher, head.subarray(VERSION))
  const hidden = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  return Buffer.concat([head, hidden, tagOf(key, head, hidden, context)])
}

/** Opens an envelope; throws when it is too short, of another version, or one bit of it was changed. */
export function openWith(key: DataKey, sealed: Buffer, context = ''): Buffer {
  if (sealed.length < ENVELOPE_BYTES || sealed[0] !== key.version) throw new TamperedValue()
  const head = sealed.subarray(0, VERSION + IV)
  const hidden = sealed.subarray(VERSION + IV, sealed.length - TAG)
  const tag = sealed.subarray(sealed.length - TAG)
  if (!timingSafeEqual(tag, tagOf(key, head, hidden, context))) throw new TamperedValue()
  return createDecipheriv('sm4-ctr', key.cipher, head.subarray(VERSION)).update(hidden)
}

/** The keyed digest, 16 bytes, by which a value is found again without being readable. */
export function indexWith(key: KeyObject, normalised: string): Buffer {
  return createHmac('sm3', key).update(normalised, 'utf8').digest().subarray(0, TAG)
}

/** A sealed value that was changed, cut, or sealed by keys we do not have. */
export class TamperedValue extends Error {
  override readonly name = 'TamperedValue'
  constructor() {
    super('a sealed value was changed, or its key is not in the keystore')
  }
}

// A visit to the operating system's source costs a third of a sealing, so it is made for many IVs at a time. Each is
// handed out once; a worker thread has a pool of its own.
const POOL_IVS = 128
const pool = Buffer.alloc(IV * POOL_IVS)
let pooled = 0

function takeIv(head: Buffer): void {
  if (pooled === 0) {
    randomFillSync(pool)
    pooled = POOL_IVS
  }
  pooled -= 1
  pool.copy(head, VERSION, IV * pooled, IV * pooled + IV)
}

function tagOf(key: DataKey, head: Buffer, hidden: Buffer, context: string): Buffer {
  return createHmac('sm3', key.mac)
    .update(head)
    .update(hidden)
    .update(context, 'utf8')
    .digest()
    .subarray(0, TAG)
}
