/** The secret that a browser holds for its session. */
import { createHash, randomBytes } from 'node:crypto'

const TOKEN_BYTES = 32

/** Makes a token of 256 random bits. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** The digest under which a session is stored: whoever reads the table cannot take a session over. */
export function tokenHash(token: string): Buffer {
  return createHash('sm3').update(token, 'utf8').digest()
}
