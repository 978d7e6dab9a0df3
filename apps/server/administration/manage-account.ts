/** The system officer's acts on accounts that are there: end, unlock, reset the password. */
import { dayOf } from '@xinlu/kernel/basis'
import type { Actor } from '@xinlu/kernel/access'
import {
  type Tx,
  clearFailures,
  closeAccount,
  deleteFactor,
  endSessions,
  setPassword,
} from '@xinlu/kernel/access/server'
import { notFound, staleVersion } from '@xinlu/kernel/commands'
import { command } from '@xinlu/kernel/commands/server'
import * as contract from './contract.ts'
import { digestOneTimePassword } from './digest-one-time-password.ts'
import { permissions } from './permissions.ts'
import { accountEnded, notOneself, officerAtConsole } from './problems.ts'
import { type AccountFound, findAccount } from './store.ts'

/** 停用账号. */
export const endAccount = command(contract.endAccount, {
  may: permissions.manageAccounts,
  subject: (tx, { actor, input }) => anothersAccount(tx, actor, input.account, input.ver),
  async run(tx, { subject, now }) {
    await closeAccount(tx, subject.id, now)
    await endSessions(tx, subject.id, now, 'accountEnded')
    return {}
  },
  audit: ({ subject, input }) => ({ ...about(subject), detail: { reason: input.reason } }),
})

/** 解锁账号. */
export const unlockAccount = command(contract.unlockAccount, {
  may: permissions.manageAccounts,
  subject: (tx, { actor, input }) => anothersAccount(tx, actor, input.account),
  async run(tx, { subject }) {
    await clearFailures(tx, subject.id)
    return {}
  },
  audit: ({ subject }) => about(subject),
})

/** 解除第二因素. The password stays as it was: what is taken away is never what lets somebody in. */
export const removeSecondFactor = command(contract.removeSecondFactor, {
  may: permissions.manageAccounts,
  subject: (tx, { actor, input }) => anothersAccount(tx, actor, input.account),
  async run(tx, { subject, now }) {
    if (subject.duty !== 'work') throw officerAtConsole()
    await deleteFactor(tx, subject.id)
    await endSessions(tx, subject.id, now, 'factorRemoved')
    return {}
  },
  audit: ({ subject, input }) => ({ ...about(subject), detail: { reason: input.reason } }),
})

/** 重置密码. */
export const resetPassword = command(contract.resetPassword, {
  may: permissions.manageAccounts,
  subject: (tx, { actor, input }) => anothersAccount(tx, actor, input.account, input.ver),
  async run(tx, { subject, input, now }) {
    if (subject.duty !== 'work') throw officerAtConsole()
    const password = await digestOneTimePassword(tx, subject, input.oneTimePassword, now)
    await setPassword(tx, subject.id, { password, passwordSetOn: dayOf(now), mustChangePassword: true })
    await endSessions(tx, subject.id, now, 'passwordReset')
    return {}
  },
  audit: ({ subject }) => about(subject),
})

async function anothersAccount(tx: Tx, actor: Actor, id: string, ver?: number): Promise<AccountFound> {
  const account = await findAccount(tx, actor, id)
  if (!account) throw notFound({ what: '这个账号' })
  if (account.id === actor.account) throw notOneself()
  if (account.endedAt) throw accountEnded()
  if (ver !== undefined && ver !== account.ver)
    throw staleVersion({ what: '这个账号' }, { extra: { ver: account.ver } })
  return account
}

function about(account: AccountFound) {
  return { subjectKind: 'account', subject: account.id, division: account.division }
}
