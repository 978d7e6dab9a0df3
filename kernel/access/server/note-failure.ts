/** A wrong password or code of somebody who is signed in counts like one at the door. */
import type { DivisionCode } from '../../basis/index.ts'
import type { Settings } from '../settings.ts'
import type { Tx } from './database.ts'
import type { AccessDesk } from './desk.ts'
import { countFailure, placeOfAccount } from './store/accounts.ts'
import { endSessions } from './store/sessions.ts'

/** Whose failure it was, at which act, from where; `failures` are those before it. */
export interface Failure {
  account: { id: string; name: string; failures: number }
  act: string
  settings: Settings
  address?: string
}

/**
 * Counts a failure in the caller's transaction, which has to hold the account's row and has to commit. The last one
 * allowed locks the account and ends all its sessions; answers whether this was it.
 */
export async function noteFailure(
  desk: AccessDesk,
  tx: Tx,
  { account, act, settings, address }: Failure,
): Promise<boolean> {
  const now = desk.now()
  const failures = account.failures + 1
  const isLocked = failures >= settings['signIn.failures']
  const until = new Date(now.getTime() + settings['signIn.lockMinutes'] * 60_000)
  await countFailure(tx, account.id, failures, isLocked ? until : null)
  if (isLocked) await endSessions(tx, account.id, now, 'locked')
  const division: DivisionCode = await placeOfAccount(tx, account.id)
  const note = { subjectKind: 'account', subject: account.id, division, detail: { locked: isLocked } }
  await desk.record(tx, { account: account.id, name: account.name, address }, act, note, 'refused')
  return isLocked
}
