/** Many sealed values in two plain buffers, which travel between threads without being copied. */
import type { KeyObject } from 'node:crypto'
import type { SealedValue } from './keys.ts'
import { type DataKey, ENVELOPE_BYTES, indexWith, sealWith } from './seal.ts'

/** For each value its index (16 bytes) and its envelope, one after the other; `ends` says where each value ends. */
export interface SealedBatch {
  bytes: ArrayBuffer
  ends: ArrayBuffer
}

const INDEX_BYTES = 16

/** Seals and indexes the values, in order. */
export function sealBatch(key: DataKey, indexKey: KeyObject, values: readonly string[]): SealedBatch {
  const ends = new Uint32Array(values.length)
  const size = values.reduce((sum, value) => sum + INDEX_BYTES + ENVELOPE_BYTES + Buffer.byteLength(value), 0)
  const bytes = new Uint8Array(size)
  let at = 0
  values.forEach((value, i) => {
    bytes.set(indexWith(indexKey, value), at)
    const sealed = sealWith(key, value)
    bytes.set(sealed, at + INDEX_BYTES)
    at += INDEX_BYTES + sealed.length
    ends[i] = at
  })
  return { bytes: bytes.buffer, ends: ends.buffer }
}

/** Cuts a batch into its values again, without copying. */
export function cutBatch({ bytes, ends }: SealedBatch): SealedValue[] {
  const whole = Buffer.from(bytes)
  let from = 0
  return [...new Uint32Array(ends)].map((to) => {
    const index = whole.subarray(from, from + INDEX_BYTES)
    const sealed = whole.subarray(from + INDEX_BYTES, to)
    from = to
    return { sealed, index }
  })
}
