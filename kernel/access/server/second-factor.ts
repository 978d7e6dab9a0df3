/** The second step of signing in, and the authenticator's coming and going. */
import {
  alreadyEnrolled,
  confirmFirst,
  mustChangePassword,
  needsSecondFactor,
  noSuchStep,
  wrongCode,
} from '../problems.ts'
import { type Step, atTheDoor } from './at-the-door.ts'
import type { AccessDesk } from './desk.ts'
import { newRecoveryCodes, recoveryDigest } from './recovery-codes.ts'
import type { SignedIn } from './sign-in.ts'
import { spendCode } from './spend-code.ts'
import { clearFailures } from './store/accounts.ts'
import {
  deleteFactor,
  enrolFactor,
  keepRecoveryCodes,
  keepSecret,
  spendRecoveryCode,
} from './store/factors.ts'
import { enrolmentUri, newSecret } from './totp.ts'

/** Which session, from where. */
export interface Caller {
  token: string
  address?: string
}

/**
 * Passes the second factor with a code of the authenticator or a recovery code; the session gets a new token.
 * Throws `wrongCode`, counted like a wrong password. A recovery code is spent and leaves its own audit entry.
 */
export function passSecondFactor(desk: AccessDesk, caller: Caller, code: string): Promise<SignedIn> {
  return atTheDoor<SignedIn>(desk, caller, async (step) => {
    if (step.view.state !== 'secondFactor') throw noSuchStep()
    if (!(await provesHolder(desk, step, code)))
      return { wrong: 'access.passSecondFactor', problem: wrongCode() }
    await clearFailures(step.tx, step.account.id)
    await step.note('access.passSecondFactor')
    return { done: await step.strengthen(true) }
  })
}

/** Shows the secret of a new authenticator, this once, as base32 and as the address behind a QR picture. */
export function beginEnrolment(desk: AccessDesk, caller: Caller): Promise<{ secret: string; uri: string }> {
  return atTheDoor<{ secret: string; uri: string }>(desk, caller, async (step) => {
    assertMayEnrol(step)
    const secret = newSecret()
    await keepSecret(step.tx, step.account.id, desk.keys.seal(secret), step.now)
    await step.note('access.beginEnrolment')
    return { done: { secret, uri: enrolmentUri(secret, step.account.login) } }
  })
}

/**
 * Binds the authenticator that was shown, proven by its first code. Answers ten recovery codes, this once, and the
 * session, which has passed the factor with it. Other sessions of the account have to pass it now.
 */
export function finishEnrolment(
  desk: AccessDesk,
  caller: Caller,
  code: string,
): Promise<SignedIn & { recoveryCodes: string[] }> {
  return atTheDoor<SignedIn & { recoveryCodes: string[] }>(desk, caller, async (step) => {
    assertMayEnrol(step)
    const { tx, account, now } = step
    if (!(await spendCode(tx, desk.keys, { account: account.id, code, now, isProven: false })))
      return { wrong: 'access.finishEnrolment', problem: wrongCode() }
    await enrolFactor(tx, account.id, now)
    const recoveryCodes = newRecoveryCodes()
    const digests = recoveryCodes.map((text) => recoveryDigest(account.id, text)!)
    await keepRecoveryCodes(tx, account.id, digests)
    await step.note('access.finishEnrolment')
    return { done: { ...(await step.strengthen(true)), recoveryCodes } }
  })
}

/** Unbinds the authenticator, proven by one more code of it or by a recovery code: for a new phone. */
export function removeFactor(desk: AccessDesk, caller: Caller, code: string): Promise<SignedIn> {
  return atTheDoor<SignedIn>(desk, caller, async (step) => {
    if (step.view.state === 'secondFactor') throw needsSecondFactor()
    if (!step.row.isEnrolled) throw noSuchStep()
    if (!(await provesHolder(desk, step, code))) return { wrong: 'access.removeFactor', problem: wrongCode() }
    await deleteFactor(step.tx, step.account.id)
    await step.note('access.removeFactor')
    return { done: await step.strengthen(false) }
  })
}

async function provesHolder(desk: AccessDesk, step: Step, code: string): Promise<boolean> {
  const { tx, account, now } = step
  if (await spendCode(tx, desk.keys, { account: account.id, code, now, isProven: true })) return true
  const digest = recoveryDigest(account.id, code)
  const left = digest && (await spendRecoveryCode(tx, account.id, digest, now))
  if (left === undefined) return false
  await step.note('access.useRecoveryCode', { left })
  return true
}

// Whoever finds an open screen must not bind his own telephone to it, nor whoever handed out the one-time password.
function assertMayEnrol({ view, row, now }: Step): void {
  if (view.state === 'secondFactor') throw needsSecondFactor()
  if (view.state === 'mustChangePassword') throw mustChangePassword()
  if (row.isEnrolled) throw alreadyEnrolled()
  if (row.confirmedUntil <= now) throw confirmFirst()
}
