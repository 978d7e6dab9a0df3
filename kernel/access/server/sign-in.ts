/** Signing in, signing out, choosing a post. */
import { dayOf, daysBetween, type Day } from '../../basis/index.ts'
import { needsSecondFactor, notSignedIn, postNotHeld, signInRefused } from '../problems.ts'
import type { HeldPost, SessionView } from '../session-view.ts'
import type { Settings } from '../settings.ts'
import type { Tx } from './database.ts'
import type { AccessDesk } from './desk.ts'
import { hashPassword, isOutdated, verifyPassword } from './password-hash.ts'
import { viewOf } from './session.ts'
import { newToken, tokenHash } from './session-token.ts'
import { admitAddress } from './sign-in-limit.ts'
import {
  clearFailures,
  countFailure,
  demandPassword,
  lockAccountByLogin,
  placeOfAccount,
  restorePassword,
  storedPassword,
} from './store/accounts.ts'
import { forgetAttempt } from './store/attempts.ts'
import { findFactor } from './store/factors.ts'
import { choosePost, endSession, findSession, heldPosts, insertSession } from './store/sessions.ts'
import { SYSTEM, withScope } from './with-scope.ts'

/** What arrives at the door. */
export interface SignIn {
  login: string
  password: string
  address?: string
  agent?: string
}

/** A session has begun: its token, which is shown once, and what it is. */
export interface SignedIn {
  token: string
  session: SessionView
}

/**
 * Begins a session. Throws `signInRefused`, the same for an unknown login, a wrong password, a locked and an ended
 * account; the digest is computed in each case. With one post the session works in it, with several one is chosen.
 * Throws `tooManyFromHere` when the address has failed too often.
 */
export async function signIn(
  desk: AccessDesk,
  { login, password, address, agent }: SignIn,
): Promise<SignedIn> {
  const now = desk.now()
  const name = login.trim().toLowerCase()
  const { attempt, settings } = await admitAddress(desk, address, dayOf(now))
  const stored = await withScope(desk.database, SYSTEM, (tx) => storedPassword(tx, name))
  // Outside any transaction: a tenth of a second of work must not hold a connection.
  const rounds = settings['password.iterations']
  const isRight = await verifyPassword(password, stored, rounds)
  const stronger = isRight && isOutdated(stored, rounds) ? await hashPassword(password, rounds) : undefined
  const begun = await withScope(desk.database, SYSTEM, async (tx) => {
    // The row is held from here: many guesses at once are counted one after the other.
    const account = await lockAccountByLogin(tx, name)
    const isOpen = account && !account.endedAt && !(account.lockedUntil && account.lockedUntil > now)
    // Compared again, because the password may have been reset while the digest was computed.
    if (account && isOpen && isRight && account.password === stored) {
      if (attempt) await forgetAttempt(tx, attempt)
      return begin(desk, tx, account, { now, settings, stronger, address, agent })
    }
    await refuse(desk, tx, account, { isOpen: Boolean(isOpen), now, settings, address })
    return undefined
  })
  if (begun) return begun
  throw signInRefused({ failures: settings['signIn.failures'], minutes: settings['signIn.lockMinutes'] })
}

/** Ends the session behind a token; nothing happens when there is none. */
export async function signOut(desk: AccessDesk, token: string, address?: string): Promise<void> {
  const now = desk.now()
  await withScope(desk.database, SYSTEM, async (tx) => {
    const row = await findSession(tx, tokenHash(token), now, dayOf(now))
    if (!row) return
    await endSession(tx, tokenHash(token), now, 'signedOut')
    const division = await placeOfAccount(tx, row.account)
    const note = { subjectKind: 'account', subject: row.account, division }
    await desk.record(tx, { account: row.account, name: row.name, address }, 'access.signOut', note)
  })
}

/** Puts the session to work in another of the account's posts; throws `postNotHeld` for any other. */
export async function switchPost(
  desk: AccessDesk,
  token: string,
  post: string,
  address?: string,
): Promise<SessionView> {
  const now = desk.now()
  return withScope(desk.database, SYSTEM, async (tx) => {
    const row = await findSession(tx, tokenHash(token), now, dayOf(now))
    if (!row) throw notSignedIn()
    if (viewOf(row).state === 'secondFactor') throw needsSecondFactor()
    const chosen = row.posts.find(({ id }) => id === post)
    if (!chosen) throw postNotHeld()
    await choosePost(tx, tokenHash(token), post)
    const who = { account: row.account, name: row.name, post, role: chosen.role, address }
    const note = { subjectKind: 'post', subject: post, division: chosen.division as never }
    await desk.record(tx, who, 'access.switchPost', note)
    const fresh = await findSession(tx, tokenHash(token), now, dayOf(now))
    return viewOf(fresh!)
  })
}

interface Beginning {
  now: Date
  settings: Settings
  stronger?: string
  address?: string
  agent?: string
}

type Account = NonNullable<Awaited<ReturnType<typeof lockAccountByLogin>>>

async function begin(desk: AccessDesk, tx: Tx, account: Account, at: Beginning): Promise<SignedIn> {
  const { now, settings, stronger, address } = at
  // Whoever knows the password only must not win new guesses at the code with it.
  const factor = await findFactor(tx, account.id)
  if (!factor?.enrolledAt) await clearFailures(tx, account.id)
  if (stronger) await restorePassword(tx, account.id, stronger)
  const most = settings['password.maxDays']
  if (most > 0 && daysBetween(account.passwordSetOn as Day, dayOf(now)) > most)
    await demandPassword(tx, account.id)
  const begun = await openSession(tx, account.id, at)
  const note = { subjectKind: 'account', subject: account.id, division: await placeOfAccount(tx, account.id) }
  await desk.record(tx, { account: account.id, name: account.name, address }, 'access.signIn', note)
  return begun
}

/** How a session begins: what was proven when, and the post it was in before. */
export interface Opening extends Omit<Beginning, 'stronger'> {
  post?: string | null
  /** When the second factor was passed, if it was. */
  factorAt?: Date | null
  /** When password or code were entered; now when left out. */
  confirmedAt?: Date
}

/** Begins a session of an account that has proven who it is; `post` is kept when it is still held. */
export async function openSession(
  tx: Tx,
  account: string,
  { now, settings, address, agent, post, factorAt, confirmedAt = now }: Opening,
): Promise<SignedIn> {
  const posts = await heldPosts(tx, account, dayOf(now))
  const token = newToken()
  await insertSession(tx, {
    tokenHash: tokenHash(token),
    account,
    post: postToWorkIn(posts, post),
    createdAt: now,
    seenAt: now,
    expiresAt: new Date(now.getTime() + settings['session.absoluteMinutes'] * 60_000),
    idleMinutes: settings['session.idleMinutes'],
    factorAt: factorAt ?? null,
    confirmMinutes: settings['session.confirmMinutes'],
    confirmedUntil: new Date(confirmedAt.getTime() + settings['session.confirmMinutes'] * 60_000),
    address: address ?? null,
    agent: agent?.slice(0, 200) || null,
  })
  const row = await findSession(tx, tokenHash(token), now, dayOf(now))
  return { token, session: viewOf(row!) }
}

function postToWorkIn(posts: readonly HeldPost[], wanted: string | null | undefined): string | null {
  const kept = posts.find(({ id }) => id === wanted)
  if (kept) return kept.id
  return posts.length === 1 ? posts[0]!.id : null
}

async function refuse(
  desk: AccessDesk,
  tx: Tx,
  account: Account | undefined,
  { isOpen, now, settings, address }: Beginning & { isOpen: boolean },
): Promise<void> {
  let isLockedNow = false
  if (account && isOpen) {
    const failures = account.failures + 1
    isLockedNow = failures >= settings['signIn.failures']
    const until = new Date(now.getTime() + settings['signIn.lockMinutes'] * 60_000)
    await countFailure(tx, account.id, failures, isLockedNow ? until : null)
  }
  // The login as typed is not kept: people type their password there.
  const who = { account: account?.id ?? SYSTEM.account, name: account?.name ?? '未知登录名', address }
  const division = await placeOfAccount(tx, account?.id)
  const note = { subjectKind: 'account', subject: account?.id, division, detail: { locked: isLockedNow } }
  await desk.record(tx, who, 'access.signIn', note, 'refused')
}
