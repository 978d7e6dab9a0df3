/** Gives an account a one-time password; an officer's only at this console, with a second person present. */
import { type DivisionCode, dayOf } from '@xinlu/kernel/basis'
import { endSessions, hashPassword, setPassword, settingsOn, withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { makeOneTimePassword } from '../../administration/index.ts'
import { permissions } from '../../administration/permissions.ts'
import { CommandRefused } from '../exit-codes.ts'
import type { Inside } from '../in-house.ts'
import { assertMay, type OperatorChoice, operatorOf } from '../operator.ts'
import type { AccountFound } from '../store.ts'
import { accountOf, send } from './account-acts.ts'

/** Resets the password and answers the one-time one; the account's sessions end. */
export async function resetPassword(
  inside: Inside,
  { login, witness, ...choice }: OperatorChoice & { login: string; witness?: string },
): Promise<string> {
  const actor = await operatorOf(inside, choice, 'systemOfficer')
  const account = await accountOf(inside, login)
  const oneTimePassword = makeOneTimePassword()
  if (account.duty === 'work') {
    await send(inside, actor, 'resetPassword', { account: account.id, ver: account.ver, oneTimePassword })
    return oneTimePassword
  }
  assertMay(actor, permissions.manageAccounts)
  if (account.ended) throw new CommandRefused(`账号“${login}”已停用，不能重置密码。`)
  if (!witness)
    throw new CommandRefused('这是管理员账号，重置密码须两人在场。请加 --witness <另一位在场人员的姓名>。')
  const now = inside.desk.now()
  await withScope(inside.house.database, actor, async (tx) => {
    const { 'password.iterations': rounds } = await settingsOn(tx, dayOf(now))
    const password = await hashPassword(oneTimePassword, rounds)
    await setPassword(tx, account.id, { password, passwordSetOn: dayOf(now), mustChangePassword: true })
    await endSessions(tx, account.id, now, 'passwordReset')
    await record(tx, actor, 'administration.resetAtConsole', about(account, actor.division, witness))
  })
  return oneTimePassword
}

function about({ id, home }: AccountFound, division: DivisionCode, witness: string) {
  return { subjectKind: 'account', subject: id, division: home ?? division, detail: { witness } }
}
