/** Under whose name and rights a command runs: an account named with `--as`, else the system itself. */
import type { Command } from 'commander'
import { dayOf } from '@xinlu/kernel/basis'
import { type Actor, type Permission, type Role, actorOf, can, roles } from '@xinlu/kernel/access'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { forbidden } from '@xinlu/kernel/commands'
import { CITY } from '../work/screen-city.ts'
import { CommandRefused } from './exit-codes.ts'
import type { Inside } from './in-house.ts'
import { type PostHeld, findAccountByLogin, findRootPlace, listHeldPosts } from './store.ts'

/** The options that choose an operator. */
export interface OperatorChoice {
  as?: string
  post?: string
}

/** Adds `--as` and `--post` to a command. */
export function withOperator(command: Command): Command {
  return command
    .option('--as <登录名>', '以这个账号的岗位、范围和权限办理（默认是系统本身，留痕为“命令行”）')
    .option('--post <岗位>', '账号有几个岗位时选一个：写单位名称或其中几个字')
}

/**
 * Answers who works. Without `--as` it is the system with every place; `role` is what it then works as. The audit
 * trail names an account with 命令行 behind it, because nobody signed in for it.
 */
export async function operatorOf(
  { house }: Inside,
  choice: OperatorChoice,
  role: Role = 'city',
): Promise<Actor> {
  return withScope(house.database, SYSTEM, async (tx) => {
    if (choice.as === undefined) {
      const division = (await findRootPlace(tx)) ?? CITY
      const system = { account: SYSTEM.account, name: '命令行', post: '', role, unit: '命令行', division }
      return { ...system, scope: SYSTEM.scope, extra: [] }
    }
    const account = await findAccountByLogin(tx, choice.as)
    if (!account) throw new CommandRefused(`没有“${choice.as}”这个账号。用 xinlu accounts 查看有哪些账号。`)
    if (account.ended) throw new CommandRefused(`账号“${account.login}”已停用，不能以它的名义办理。`)
    const post = choosePost(await listHeldPosts(tx, account.id, dayOf(new Date())), choice)
    return actorOf({ ...post, account: account.id, name: `${account.name}（命令行）`, post: post.id })
  })
}

/** Throws unless the operator may do a thing. */
export function assertMay(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) throw forbidden({ label: permission.label })
}

function choosePost(posts: readonly PostHeld[], { as, post }: OperatorChoice): PostHeld {
  const fitting = post === undefined ? posts : posts.filter((held) => labelOf(held).includes(post))
  if (fitting.length === 1) return fitting[0]!
  if (posts.length === 0) throw new CommandRefused(`账号“${as}”现在没有岗位，不能办理业务。`)
  const sentence =
    fitting.length === 0
      ? `账号“${as}”没有“${post}”这个岗位。它的岗位：`
      : `账号“${as}”有几个岗位，请用 --post 选一个：`
  throw new CommandRefused(sentence, undefined, posts.map(labelOf))
}

function labelOf({ role, unit, place }: PostHeld): string {
  return `${unit}（${roles[role]}，${place ?? '区划不明'}）`
}
