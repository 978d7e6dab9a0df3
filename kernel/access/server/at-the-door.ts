/** One step of somebody who holds a session: the session, its account held for the step, and the outcome kept. */
import { type Problem, dayOf } from '../../basis/index.ts'
import { notSignedIn, signInRefused } from '../problems.ts'
import type { SessionView } from '../session-view.ts'
import type { Settings } from '../settings.ts'
import type { Tx } from './database.ts'
import type { AccessDesk } from './desk.ts'
import { noteFailure } from './note-failure.ts'
import { viewOf } from './session.ts'
import { newToken, tokenHash } from './session-token.ts'
import type { SignedIn } from './sign-in.ts'
import { lockAccount, placeOfAccount } from './store/accounts.ts'
import { type SessionRow, findSession, strengthenSession } from './store/sessions.ts'
import { settingsOn } from './store/settings.ts'
import { SYSTEM, withScope } from './with-scope.ts'

type Account = NonNullable<Awaited<ReturnType<typeof lockAccount>>>

/** What a step works with. */
export interface Step {
  tx: Tx
  row: SessionRow
  view: SessionView
  account: Account
  settings: Settings
  now: Date
  /** Writes the audit entry of the step. */
  note(act: string, detail?: Readonly<Record<string, unknown>>): Promise<void>
  /** Gives the session a new token and opens what needs a confirmation. */
  strengthen(isFactor: boolean): Promise<SignedIn>
}

/** The step ended well, or the person was wrong: that is counted, and answered with this problem. */
export type Outcome<T> = { done: T } | { wrong: string; problem: Problem }

/**
 * Takes a step of the session behind a token, in one transaction that holds the account. Being wrong is counted under
 * the act's name and kept, although a problem is thrown; the last failure allowed locks and throws `signInRefused`.
 */
export async function atTheDoor<T>(
  desk: AccessDesk,
  { token, address }: { token: string; address?: string },
  take: (step: Step) => Promise<Outcome<T>>,
): Promise<T> {
  const now = desk.now()
  const today = dayOf(now)
  const outcome = await withScope(desk.database, SYSTEM, async (tx) => {
    const row = await findSession(tx, tokenHash(token), now, today)
    const account = row && (await lockAccount(tx, row.account))
    if (!row || !account) throw notSignedIn()
    const settings = await settingsOn(tx, today)
    const refused = signInRefused({
      failures: settings['signIn.failures'],
      minutes: settings['signIn.lockMinutes'],
    })
    if (account.lockedUntil && account.lockedUntil > now) throw refused
    const note: Step['note'] = async (act, detail) => {
      const division = await placeOfAccount(tx, account.id)
      const about = { subjectKind: 'account', subject: account.id, division, detail }
      await desk.record(tx, { account: account.id, name: account.name, address }, act, about)
    }
    const strengthen: Step['strengthen'] = async (isFactor) => {
      const fresh = newToken()
      await strengthenSession(tx, tokenHash(token), { tokenHash: tokenHash(fresh), now, isFactor })
      const stronger = await findSession(tx, tokenHash(fresh), now, today)
      return { token: fresh, session: viewOf(stronger!) }
    }
    const taken = await take({ tx, row, view: viewOf(row), account, settings, now, note, strengthen })
    if ('done' in taken) return taken
    const isLocked = await noteFailure(desk, tx, { account, act: taken.wrong, settings, address })
    return isLocked ? { ...taken, problem: refused } : taken
  })
  if ('done' in outcome) return outcome.done
  throw outcome.problem
}
