/** The officers' list of accounts, page by page. */
import { markForms, pageOf, query, readMark } from '@xinlu/kernel/commands/server'
import * as contract from './contract.ts'
import { permissions } from './permissions.ts'
import * as store from './store.ts'

/** 账号列表: those at home in the officer's places, with the posts that lie there. */
export const listAccounts = query(contract.listAccounts, {
  may: permissions.listAccounts,
  async run(tx, { actor, input, now }) {
    const [after] = readMark(input.after, markForms.text) ?? []
    const found = await store.listAccounts(tx, actor, { ...input, after }, now)
    const { rows, next } = pageOf(found, input.size, ({ login }) => [login])
    return { items: rows, next }
  },
})
