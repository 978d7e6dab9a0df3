/** The officers' acts, run at the console through the same commands as everywhere, with the same checks and audit. */
import { type Day, type DivisionCode, dayOf, newId } from '@xinlu/kernel/basis'
import type { Actor, Duty, Role } from '@xinlu/kernel/access'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { type Command, runCommand } from '@xinlu/kernel/commands/server'
import { administration, makeOneTimePassword } from '../../administration/index.ts'
import { CommandRefused } from '../exit-codes.ts'
import type { Inside } from '../in-house.ts'
import { type OperatorChoice, operatorOf } from '../operator.ts'
import { type AccountFound, findAccountByLogin, listHeldPosts } from '../store.ts'

type About = OperatorChoice & { login: string }

/** Makes an account and answers its one-time password. */
export async function addAccount(
  inside: Inside,
  { login, name, duty, home, ...choice }: About & { name: string; duty?: Duty; home?: DivisionCode },
): Promise<string> {
  const actor = await operatorOf(inside, choice, 'systemOfficer')
  const oneTimePassword = makeOneTimePassword()
  await send(inside, actor, 'createAccount', { account: newId(), login, name, duty, home, oneTimePassword })
  return oneTimePassword
}

/** Ends an account. */
export async function endAccount(
  inside: Inside,
  { login, reason, ...choice }: About & { reason: string },
): Promise<void> {
  const actor = await operatorOf(inside, choice, 'systemOfficer')
  const { id, ver } = await accountOf(inside, login)
  await send(inside, actor, 'endAccount', { account: id, ver, reason })
}

/** Unlocks an account. */
export async function unlockAccount(inside: Inside, { login, ...choice }: About): Promise<void> {
  const actor = await operatorOf(inside, choice, 'systemOfficer')
  await send(inside, actor, 'unlockAccount', { account: (await accountOf(inside, login)).id })
}

/** What a post is made of. */
export interface PostGiven {
  role: Role
  unit: string
  division: DivisionCode
  extra: readonly DivisionCode[]
  from?: Day
}

/** Gives a post. */
export async function givePost(
  inside: Inside,
  { as, login, role, unit, division, extra, from }: About & PostGiven,
): Promise<void> {
  const actor = await operatorOf(inside, { as }, 'securityOfficer')
  const { id } = await accountOf(inside, login)
  await send(inside, actor, 'givePost', {
    post: newId(),
    account: id,
    role,
    unit,
    division,
    extra,
    fromOn: from,
  })
}

/** Takes the one post back whose unit fits, and answers that unit. */
export async function takePost(
  inside: Inside,
  { as, login, unit }: About & { unit: string },
): Promise<string> {
  const actor = await operatorOf(inside, { as }, 'securityOfficer')
  const { id } = await accountOf(inside, login)
  const posts = await withScope(inside.house.database, SYSTEM, (tx) =>
    listHeldPosts(tx, id, dayOf(inside.desk.now())),
  )
  const fitting = posts.filter((post) => post.unit.includes(unit))
  if (fitting.length !== 1) {
    const sentence =
      fitting.length === 0
        ? `账号“${login}”没有单位名称含“${unit}”的岗位。`
        : '有几个岗位都符合，请把单位名称写全。'
    throw new CommandRefused(
      sentence,
      undefined,
      posts.map((post) => post.unit),
    )
  }
  await send(inside, actor, 'endPost', { post: fitting[0]!.id, ver: fitting[0]!.ver })
  return fitting[0]!.unit
}

/** Finds the account with a login, or refuses with a sentence. */
export async function accountOf({ house }: Inside, login: string): Promise<AccountFound> {
  const account = await withScope(house.database, SYSTEM, (tx) => findAccountByLogin(tx, login))
  if (!account) throw new CommandRefused(`没有“${login}”这个账号。用 xinlu accounts 查看有哪些账号。`)
  return account
}

/** Sends one act of administration. */
export async function send(
  inside: Inside,
  actor: Actor,
  verb: string,
  body: Record<string, unknown>,
): Promise<void> {
  const desk = { ...inside.desk, constraints: { ...inside.desk.constraints, ...administration.constraints } }
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
  await runCommand(desk, actOf(verb), { actor, body: { command: newId(), ...given } })
}

function actOf(verb: string): Command {
  const found = administration.commands.find(({ contract }) => contract.name === `administration.${verb}`)
  if (!found) throw new Error(`administration has no act ${verb}`)
  return found
}
