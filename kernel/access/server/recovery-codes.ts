/** Codes on paper for the day on which the authenticator is lost; each opens once. */
import { createHash, randomBytes } from 'node:crypto'

const HOW_MANY = 10
const CODE_BYTES = 10
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Makes ten codes of 80 random bits each, written in groups of four. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, newCode)
}

/** The digest under which a code is stored; nothing when the text cannot be a code. Case and hyphens do not matter. */
export function recoveryDigest(account: string, text: string): Buffer | undefined {
  const plain = text.toUpperCase().replace(/[\s-]/g, '')
  if (!/^[A-HJ-NP-Z2-9]{16}$/.test(plain)) return undefined
  return createHash('sm3').update(`${account} ${plain}`, 'utf8').digest()
}

function newCode(): string {
  let bits = BigInt(`0x${randomBytes(CODE_BYTES).toString('hex')}`)
  let text = ''
  for (let i = 0; i < 16; i += 1) {
    text += ALPHABET[Number(bits & 31n)]
    bits >>= 5n
  }
  return text.match(/.{4}/g)!.join('-')
}
