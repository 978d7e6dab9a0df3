/** The system officer makes an account, with a one-time password and without any right. */
import { type DivisionCode, levelOf, parentOf } from '@xinlu/kernel/basis'
import type { Actor } from '@xinlu/kernel/access'
import { insertAccount } from '@xinlu/kernel/access/server'
import { refusedInput } from '@xinlu/kernel/commands'
import { command } from '@xinlu/kernel/commands/server'
import * as contract from './contract.ts'
import { digestOneTimePassword } from './digest-one-time-password.ts'
import { permissions } from './permissions.ts'

/** 新建账号. */
export const createAccount = command(contract.createAccount, {
  may: permissions.manageAccounts,
  subject: async (_tx, { actor, input }) => ({ division: homeOf(actor, input.home) }),
  async run(tx, { input, subject, now }) {
    const { account: id, login, name, duty, oneTimePassword } = input
    const password = await digestOneTimePassword(tx, { id, login, name }, oneTimePassword, now)
    await insertAccount(tx, {
      id,
      login,
      name,
      duty,
      home: subject.division,
      password,
      mustChangePassword: true,
    })
    return {}
  },
  audit: ({ input, subject }) => ({
    subjectKind: 'account',
    subject: input.account,
    division: subject.division,
    detail: { login: input.login, duty: input.duty },
  }),
})

function homeOf(actor: Actor, home: DivisionCode = countyOrAbove(actor.division)): DivisionCode {
  if (home !== countyOrAbove(home)) {
    const message = '账号应归属到县或市。'
    throw refusedInput(undefined, { reasons: [{ code: 'administration.home', message, path: 'home' }] })
  }
  return home
}

function countyOrAbove(division: DivisionCode): DivisionCode {
  const isBelow = ['village', 'township'].includes(levelOf(division))
  return isBelow ? countyOrAbove(parentOf(division)!) : division
}
