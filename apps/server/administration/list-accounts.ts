/** The officers' list of accounts, page by page. */
import { query } from '@xinlu/kernel/commands/server'
import * as contract from './contract.ts'
import { permissions } from './permissions.ts'
import * as store from './store.ts'

/** 账号列表: those at home in the officer's places, with the posts that lie there. */
export const listAccounts = query(contract.listAccounts, {
  may: permissions.listAccounts,
  async run(tx, { actor, input, now }) {
    const rows = await store.listAccounts(tx, actor, input, now)
    const items = rows.slice(0, input.size)
    return { items, after: rows.length > input.size ? items.at(-1)!.login : null }
  },
})
