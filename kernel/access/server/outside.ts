/** Sessions of people whom an outside provider vouches for, under the same rules as everybody's. */
import { dayOf } from '../../basis/index.ts'
import { confirmFirst, notSignedIn, outsideNotBound, outsideTaken } from '../problems.ts'
import type { DivisionCode } from '../../basis/index.ts'
import { type Step, atTheDoor } from './at-the-door.ts'
import type { AccessDesk } from './desk.ts'
import type { Caller } from './second-factor.ts'
import { type SignedIn, openSession } from './sign-in.ts'
import { lockAccount, placeOfAccount } from './store/accounts.ts'
import { type OutsideIdentity, findBound, insertBound } from './store/outside.ts'
import { settingsOn } from './store/settings.ts'
import { SYSTEM, withScope } from './with-scope.ts'

/** Whom the provider vouches for, how he proved himself there, and from where he comes. */
export interface OutsideSignIn extends OutsideIdentity {
  hasFactor: boolean
  authenticatedAt?: Date
  address?: string
  agent?: string
}

const LONG_AGO = new Date(0)

/**
 * Begins a session of the account that an identity has been bound to. Throws `outsideNotBound` when there is none, and
 * the same when the account has ended or is locked; no account is ever made or guessed. What needs a confirmation is
 * open only as far as the provider says when the person proved himself.
 */
export async function signInOutside(desk: AccessDesk, outside: OutsideSignIn): Promise<SignedIn> {
  const { issuer, hasFactor, authenticatedAt, address, agent } = outside
  const now = desk.now()
  const begun = await withScope(desk.database, SYSTEM, async (tx) => {
    const bound = await findBound(tx, outside)
    const account = bound && (await lockAccount(tx, bound))
    const isOpen = account && !account.endedAt && !(account.lockedUntil && account.lockedUntil > now)
    const division: DivisionCode = await placeOfAccount(tx, bound)
    const note = { subjectKind: 'account', subject: bound, division, detail: { by: issuer } }
    if (!account || !isOpen) {
      const who = {
        account: bound ?? SYSTEM.account,
        name: account ? account.name : '未绑定的统一身份',
        address,
      }
      await desk.record(tx, who, 'access.signInOutside', note, 'refused')
      return undefined
    }
    const begun = await openSession(tx, account.id, {
      now,
      settings: await settingsOn(tx, dayOf(now)),
      address,
      agent,
      factorAt: hasFactor ? now : null,
      confirmedAt: earlier(authenticatedAt ?? LONG_AGO, now),
    })
    await desk.record(tx, { account: account.id, name: account.name, address }, 'access.signInOutside', note)
    return begun
  })
  if (begun) return begun
  throw outsideNotBound()
}

/** Throws unless the session behind a token may bind its account: at work, and confirmed shortly before. */
export function assertMayBind(desk: AccessDesk, token: string): Promise<true> {
  return atTheDoor<true>(desk, { token }, async (step) => {
    mayBind(step)
    return { done: true }
  })
}

/** Binds an identity to the account behind a token; throws `outsideTaken` when either is bound already. */
export function bindOutside(desk: AccessDesk, caller: Caller, identity: OutsideIdentity): Promise<true> {
  return atTheDoor<true>(desk, caller, async (step) => {
    mayBind(step)
    const { tx, account, now } = step
    const { issuer, subject } = identity
    if (!(await insertBound(tx, { issuer, subject, account: account.id, boundAt: now }))) throw outsideTaken()
    await step.note('access.bindOutside', { by: issuer })
    return { done: true }
  })
}

function mayBind({ view, row, now }: Step): void {
  if (view.state !== 'working') throw notSignedIn()
  if (row.confirmedUntil <= now) throw confirmFirst()
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b
}
