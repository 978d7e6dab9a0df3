/** A person replaces his own password. */
import { dayOf } from '../../basis/index.ts'
import { checkPassword } from '../password-rules.ts'
import { needsSecondFactor, notSignedIn, passwordRefused, signInRefused, wrongPassword } from '../problems.ts'
import type { Settings } from '../settings.ts'
import type { AccessDesk } from './desk.ts'
import { forbiddenWords } from './forbidden-words.ts'
import { noteFailure } from './note-failure.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import { viewOf } from './session.ts'
import { tokenHash } from './session-token.ts'
import { type SignedIn, openSession } from './sign-in.ts'
import { lockAccount, placeOfAccount, setPassword, storedPassword } from './store/accounts.ts'
import { endSessions, findSession } from './store/sessions.ts'
import { settingsOn } from './store/settings.ts'
import { SYSTEM, withScope } from './with-scope.ts'

/** What the form holds. */
export interface PasswordChange {
  old: string
  fresh: string
  address?: string
  agent?: string
}

/**
 * Replaces the password of the account behind a token, ends all its sessions and begins a new one.
 * Throws `wrongPassword` (and counts it like a failed sign-in) or `passwordRefused` with every reason.
 */
export async function changePassword(
  desk: AccessDesk,
  token: string,
  change: PasswordChange,
): Promise<SignedIn> {
  const now = desk.now()
  const today = dayOf(now)
  const before = await withScope(desk.database, SYSTEM, async (tx) => {
    const session = await findSession(tx, tokenHash(token), now, today)
    if (!session) throw notSignedIn()
    if (viewOf(session).state === 'secondFactor') throw needsSecondFactor()
    const stored = await storedPassword(tx, session.login)
    const words = await forbiddenWords(tx, session.account, session.name)
    return { session, stored, words, settings: await settingsOn(tx, today) }
  })
  const { session, stored, settings } = before
  const rounds = settings['password.iterations']
  if (!(await verifyPassword(change.old, stored, rounds))) {
    await countWrong(desk, session.account, settings, change.address)
    throw wrongPassword()
  }
  const owner = { login: session.login, words: before.words }
  const checked = checkPassword(change.fresh, owner, settings)
  const reasons = checked.ok ? [] : checked.reasons
  if (change.fresh === change.old) {
    reasons.push({ code: 'password.same', message: '新密码不能与当前密码相同。', path: 'password' })
  }
  if (reasons.length > 0) throw passwordRefused(undefined, { reasons })
  const password = await hashPassword(change.fresh, rounds)
  return withScope(desk.database, SYSTEM, async (tx) => {
    const account = await lockAccount(tx, session.account)
    if (account?.password !== stored) throw notSignedIn()
    await setPassword(tx, session.account, { password, passwordSetOn: today, mustChangePassword: false })
    await endSessions(tx, session.account, now, 'passwordChanged')
    const begun = await openSession(tx, session.account, {
      ...change,
      now,
      settings,
      post: session.post,
      factorAt: session.factorAt,
    })
    const who = { account: session.account, name: session.name, address: change.address }
    const division = await placeOfAccount(tx, session.account)
    await desk.record(tx, who, 'access.changePassword', {
      subjectKind: 'account',
      subject: session.account,
      division,
    })
    return begun
  })
}

// Whoever finds an open screen must not guess the password at leisure.
async function countWrong(desk: AccessDesk, id: string, settings: Settings, address?: string): Promise<void> {
  const isLocked = await withScope(desk.database, SYSTEM, async (tx) => {
    const account = await lockAccount(tx, id)
    return !account || noteFailure(desk, tx, { account, act: 'access.changePassword', settings, address })
  })
  const failures = settings['signIn.failures']
  if (isLocked) throw signInRefused({ failures, minutes: settings['signIn.lockMinutes'] })
}
