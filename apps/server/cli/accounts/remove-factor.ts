/** Takes the second factor of an account away; an officer's only at this console, with a second person present. */
import { deleteFactor, endSessions, withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { permissions } from '../../administration/permissions.ts'
import { CommandRefused } from '../exit-codes.ts'
import type { Inside } from '../in-house.ts'
import { assertMay, type OperatorChoice, operatorOf } from '../operator.ts'
import { accountOf, send } from './account-acts.ts'

/** Removes authenticator and recovery codes; the account's sessions end. */
export async function removeFactor(
  inside: Inside,
  { login, reason, witness, ...choice }: OperatorChoice & { login: string; reason: string; witness?: string },
): Promise<void> {
  const actor = await operatorOf(inside, choice, 'systemOfficer')
  const { id, duty, ended, home } = await accountOf(inside, login)
  if (duty === 'work') return send(inside, actor, 'removeSecondFactor', { account: id, reason })
  assertMay(actor, permissions.manageAccounts)
  if (ended) throw new CommandRefused(`账号“${login}”已停用，不能办理。`)
  if (!witness)
    throw new CommandRefused(
      '这是管理员账号，解除第二因素须两人在场。请加 --witness <另一位在场人员的姓名>。',
    )
  await withScope(inside.house.database, actor, async (tx) => {
    await deleteFactor(tx, id)
    await endSessions(tx, id, inside.desk.now(), 'factorRemoved')
    const division = home ?? actor.division
    const note = { subjectKind: 'account', subject: id, division, detail: { reason, witness } }
    await record(tx, actor, 'administration.removeSecondFactorAtConsole', note)
  })
}
