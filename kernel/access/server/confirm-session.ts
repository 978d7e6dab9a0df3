/** Somebody at work confirms that it is still he, before hidden values and exports open. */
import { dayOf } from '../../basis/index.ts'
import { needsSecondFactor, notSignedIn, wrongCode, wrongPassword } from '../problems.ts'
import { atTheDoor } from './at-the-door.ts'
import type { AccessDesk } from './desk.ts'
import { verifyPassword } from './password-hash.ts'
import type { Caller } from './second-factor.ts'
import { tokenHash } from './session-token.ts'
import type { SignedIn } from './sign-in.ts'
import { spendCode } from './spend-code.ts'
import { storedPassword } from './store/accounts.ts'
import { findSession } from './store/sessions.ts'
import { settingsOn } from './store/settings.ts'
import { SYSTEM, withScope } from './with-scope.ts'

/** What is entered: the password, or a code of the authenticator. */
export type Confirmation = { password: string } | { code: string }

const ACT = 'access.confirmSession'

/**
 * Renews the confirmation of a session for the minutes that were in force when it began, and gives it a new token.
 * Throws `wrongPassword` or `wrongCode`, counted like a failed sign-in.
 */
export async function confirmSession(
  desk: AccessDesk,
  caller: Caller,
  confirmation: Confirmation,
): Promise<SignedIn> {
  // Outside the transaction that holds the account: the digest takes a tenth of a second.
  const checked =
    'password' in confirmation ? await checkPassword(desk, caller, confirmation.password) : undefined
  return atTheDoor<SignedIn>(desk, caller, async (step) => {
    const { tx, account, now } = step
    if (step.view.state === 'secondFactor') throw needsSecondFactor()
    if ('code' in confirmation) {
      const spent = { account: account.id, code: confirmation.code, now, isProven: true }
      if (!(await spendCode(tx, desk.keys, spent))) return { wrong: ACT, problem: wrongCode() }
    } else if (!checked?.isRight || checked.stored !== account.password) {
      return { wrong: ACT, problem: wrongPassword() }
    }
    await step.note(ACT, { by: 'code' in confirmation ? 'code' : 'password' })
    return { done: await step.strengthen(false) }
  })
}

async function checkPassword(
  desk: AccessDesk,
  { token }: Caller,
  password: string,
): Promise<{ stored: string | null; isRight: boolean }> {
  const now = desk.now()
  const { stored, settings } = await withScope(desk.database, SYSTEM, async (tx) => {
    const row = await findSession(tx, tokenHash(token), now, dayOf(now))
    if (!row) throw notSignedIn()
    return { stored: await storedPassword(tx, row.login), settings: await settingsOn(tx, dayOf(now)) }
  })
  return { stored, isRight: await verifyPassword(password, stored, settings['password.iterations']) }
}
