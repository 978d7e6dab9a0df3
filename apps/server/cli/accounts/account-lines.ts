/** Shows accounts and their posts as a table. */
import { duties, roles } from '@xinlu/kernel/access'
import { tableLines } from '../../terminal/table.ts'
import { accountStates } from './codes.ts'
import type { AccountShown } from './list-all-accounts.ts'

/** Answers the lines of the list; a post that has ended is left out. */
export function accountLines(accounts: readonly AccountShown[]): string[] {
  if (accounts.length === 0) return ['没有账号。用 xinlu accounts add 开户。']
  const rows = accounts.map(({ login, name, duty, state, posts }) => {
    const held = posts.filter(({ toOn }) => toOn === null)
    const shown = held.map(({ role, unit, place }) => `${unit}（${roles[role]}，${place ?? '区划不明'}）`)
    return [login, name, duties[duty], accountStates[state], shown.join('；') || '没有岗位']
  })
  return [...tableLines(['登录名', '姓名', '职责', '状态', '岗位'], rows), `共${accounts.length}个账号。`]
}
