/** Ids are made by the client, sort by time and say in their type what they name. */
import type { Brand } from './brand.ts'
import { ok, reason, refuse, type Result } from './result.ts'

/** The UUID v7 of a `Kind`, in lower case. */
export type Id<Kind extends string> = Brand<string, `Id:${Kind}`>

// The only part of Web Crypto needed here; Node, browsers and phones all have it.
declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array }

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

let lastAt = 0
let counter = 0

// A visit to the operating system's source costs as much as the rest of an id, so it is made for many at a time.
const POOL_IDS = 64
const pool = new Uint8Array(16 * POOL_IDS)
let pooled = 0

/**
 * Makes a new UUID v7; ids made by one process sort in the order they were made, also inside a millisecond
 * and when the clock steps back.
 *
 * @example newId<'household'>().length // 36
 */
export function newId<Kind extends string>(): Id<Kind> {
  const bytes = randomBytes()
  const now = Date.now()
  if (now > lastAt) {
    lastAt = now
    // Start low in the 12 bits, so that thousands of ids fit in the millisecond before the time must be borrowed.
    counter = ((bytes[6]! << 8) | bytes[7]!) & 0x3ff
  } else if (counter < 0xfff) {
    counter += 1
  } else {
    lastAt += 1
    counter = 0
  }
  for (let i = 0, rest = lastAt; i < 6; i += 1) {
    bytes[5 - i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes[6] = 0x70 | (counter >> 8)
  bytes[7] = counter & 0xff
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  let hex = ''
  for (const byte of bytes) hex += hexOf[byte]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Kind>
}

// Every byte of the pool is handed out once and then overwritten by the next filling.
function randomBytes(): Uint8Array {
  if (pooled === 0) {
    crypto.getRandomValues(pool)
    pooled = POOL_IDS
  }
  pooled -= 1
  return pool.slice(16 * pooled, 16 * pooled + 16)
}

/**
 * Accepts a UUID v7 in either case and answers it in lower case.
 *
 * @example parseId<'household'>('01956D7C-5D2E-7A31-9C5E-3B1F0A4D8E27').ok // true
 */
export function parseId<Kind extends string>(input: unknown): Result<Id<Kind>> {
  if (typeof input === 'string') {
    const text = input.trim().toLowerCase()
    if (/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text))
      return ok(text as Id<Kind>)
  }
  return refuse(reason('id.form', '编号不是本系统的编号，请从列表中重新选择。', { value: input }))
}
