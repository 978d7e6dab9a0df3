import { createCipheriv, createHash, createHmac, createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newRing } from './key-ring.ts'
import { ENVELOPE_BYTES, TamperedValue, indexWith, openWith, sealWith } from './seal.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('the algorithms below, against the printed examples of their standards', () => {
  it('SM3: GB/T 32905-2016 appendix A, both examples', () => {
    const sm3 = (text: string) => createHash('sm3').update(text).digest('hex')
    expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(sm3('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
  })

  it('SM4: GB/T 32907-2016 appendix A, example 1', () => {
    const block = hex('0123456789abcdeffedcba9876543210')
    const cipher = createCipheriv('sm4-ecb', block, null)
    expect(cipher.update(block).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  })

  it('SM4 in counter mode: the example of draft-ribose-cfrg-sm4 A.2.5', () => {
    const key = hex('0123456789abcdeffedcba9876543210')
    const plain = hex(['a', 'b', 'c', 'd', 'e', 'f', 'a', 'b'].map((digit) => digit.repeat(16)).join(''))
    const cipher = createCipheriv('sm4-ctr', key, hex('000102030405060708090a0b0c0d0e0f'))
    expect(cipher.update(plain).toString('hex')).toBe(
      'ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7' +
        'f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514',
    )
  })

  it('HMAC-SM3 is the construction of RFC 2104 over SM3', () => {
    const key = Buffer.from('a key of the office')
    const pad = (byte: number) => Buffer.alloc(64, byte).map((value, i) => value ^ (key[i] ?? 0))
    const sm3 = (...parts: Uint8Array[]) => createHash('sm3').update(Buffer.concat(parts)).digest()
    const text = Buffer.from('140902199001011234')
    expect(createHmac('sm3', key).update(text).digest()).toEqual(sm3(pad(0x5c), sm3(pad(0x36), text)))
  })
})

describe('sealWith and openWith', () => {
  const ring = newRing()
  const key = ring.data.get(1)!

  it('gives back every text, and different bytes each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = sealWith(key, text)
        expect(openWith(key, sealed).toString()).toBe(text)
        expect(sealed.length).toBe(Buffer.byteLength(text) + ENVELOPE_BYTES)
        expect(sealWith(key, text).equals(sealed)).toBe(false)
      }),
    )
  })

  it('does not hold the text in the clear', () => {
    expect(sealWith(key, '140902199001011234').includes('1990')).toBe(false)
  })

  it('notices any one changed bit, and a cut', () => {
    const sealed = sealWith(key, '吴老四 140902199001011234')
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => openWith(key, changed)).toThrow(TamperedValue)
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => openWith(key, sealed.subarray(0, length))).toThrow(TamperedValue)
    }
  })

  it('opens only in the place it was sealed for', () => {
    const sealed = sealWith(key, 'x', 'data 1')
    expect(openWith(key, sealed, 'data 1').toString()).toBe('x')
    expect(() => openWith(key, sealed, 'data 2')).toThrow(TamperedValue)
  })

  it('does not open with the keys of others', () => {
    expect(() => openWith(newRing().data.get(1)!, sealWith(key, 'x'))).toThrow(TamperedValue)
  })
})

describe('indexWith', () => {
  it('is the first half of HMAC-SM3', () => {
    const key = createSecretKey(hex('00112233445566778899aabbccddeeff'))
    const whole = createHmac('sm3', key).update('13800138000').digest()
    expect(indexWith(key, '13800138000')).toEqual(whole.subarray(0, 16))
  })
})
