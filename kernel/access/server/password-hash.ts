/** The stored form of a password: `pbkdf2-sm3$iterations$salt$digest`, the algorithm first. */
import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(pbkdf2)

const ALGORITHM = 'pbkdf2-sm3'
const SALT_BYTES = 16
const DIGEST_BYTES = 32

/** Digests a password with a fresh salt. */
export async function hashPassword(password: string, iterations: number): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const digest = await digestOf(password, salt, iterations)
  return [ALGORITHM, iterations, salt.toString('base64'), digest.toString('base64')].join('$')
}

/**
 * Answers whether a password is the stored one; false for an unknown algorithm and for nothing stored.
 * With nothing stored it takes as long as with something, so that time does not tell which logins exist.
 */
export async function verifyPassword(
  password: string,
  stored: string | null,
  iterations: number,
): Promise<boolean> {
  const known = parsed(stored)
  const { salt, digest, rounds } = known ?? {
    salt: Buffer.alloc(SALT_BYTES),
    digest: Buffer.alloc(DIGEST_BYTES),
    rounds: iterations,
  }
  const isSame = timingSafeEqual(await digestOf(password, salt, rounds), digest)
  return known !== undefined && isSame
}

/** Answers whether a stored digest should be made anew with today's iterations. */
export function isOutdated(stored: string | null, iterations: number): boolean {
  const known = parsed(stored)
  return known !== undefined && known.rounds < iterations
}

function digestOf(password: string, salt: Buffer, rounds: number): Promise<Buffer> {
  return derive(password.normalize('NFKC'), salt, rounds, DIGEST_BYTES, 'sm3')
}

function parsed(stored: string | null): { salt: Buffer; digest: Buffer; rounds: number } | undefined {
  const parts = /^pbkdf2-sm3\$([1-9]\d{0,7})\$([\w+/=]+)\$([\w+/=]+)$/.exec(stored ?? '')
  if (!parts) return undefined
  const digest = Buffer.from(parts[3]!, 'base64')
  if (digest.length !== DIGEST_BYTES) return undefined
  return { salt: Buffer.from(parts[2]!, 'base64'), digest, rounds: Number(parts[1]) }
}
