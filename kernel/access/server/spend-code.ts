/** Takes a code of the authenticator, once. */
import type { Tx } from './database.ts'
import type { Keys } from './keys.ts'
import { findFactor, spendStep } from './store/factors.ts'
import { stepOf } from './totp.ts'

/**
 * Answers whether the code is right and has not been used, and spends it. The caller holds the account's row, so that
 * the same code sent twice at once is taken once. `isProven` says which authenticator: the one at work, or the one
 * being enrolled.
 */
export async function spendCode(
  tx: Tx,
  keys: Keys,
  of: { account: string; code: string; now: Date; isProven: boolean },
): Promise<boolean> {
  const factor = await findFactor(tx, of.account)
  if (!factor || (factor.enrolledAt !== null) !== of.isProven) return false
  const code = of.code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(code)) return false
  const step = stepOf(keys.open(factor.secret), code, of.now, factor.lastStep)
  if (step === undefined) return false
  await spendStep(tx, of.account, step)
  return true
}
