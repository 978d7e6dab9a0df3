/** Shows accounts and their posts as a table. */
import { duties, roles } from '@xinlu/kernel/access'
import { tableLines } from '../../terminal/table.ts'
import type { AccountShown } from './list-all-accounts.ts'

const states: Readonly<Record<AccountShown['state'], string>> = { open: '可用', locked: '已锁定', ended: '已停用' }

/** Answers the lines of the list; a post that has ended is left out. */
export function accountLines(accounts: readonly AccountShown[]): string[] {
  if (accounts.length === 0) return ['没有账号。用 xinlu accounts add 开户。']
  const rows = accounts.map(({ login, name, duty, state, posts }) => {
    const held = posts.filter(({ toOn }) => toOn === null)
    const shown = held.map(({ role, unit, place }) => `${unit}（${roles[role]}，${place ?? '区划不明'}）`)
    return [login, name, duties[duty], states[state], shown.join('；') || '没有岗位']
  })
  return [...tableLines(['登录名', '姓名', '职责', '状态', '岗位'], rows), `共${accounts.length}个账号。`]
}
