/** Codes of an authenticator: six digits, a new one every half minute (RFC 6238, with what every phone app knows). */
import { Secret, TOTP } from 'otpauth'

const PERIOD_S = 30
const SECRET_BYTES = 20
const ISSUER = '忻路'

/** Makes a secret of 160 random bits, in base32. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** The address that an authenticator reads from a QR picture. */
export function enrolmentUri(secret: string, login: string): string {
  return totpOf(secret, login).toString()
}

/**
 * Answers the half minute that a code belongs to, the present one or a neighbour for clocks that differ, when it comes
 * after the last one spent; nothing for every other code.
 */
export function stepOf(secret: string, code: string, now: Date, lastStep: number): number | undefined {
  const timestamp = now.getTime()
  const delta = totpOf(secret).validate({ token: code, timestamp, window: 1 })
  if (delta === null) return undefined
  const step = Math.floor(timestamp / 1000 / PERIOD_S) + delta
  return step > lastStep ? step : undefined
}

function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), issuer: ISSUER, label, period: PERIOD_S, digits: 6 })
}
