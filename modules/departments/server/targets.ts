/** How each feed is imported: matched to people of the register, doubtful records queued, households marked. */
import { tableTarget, type ImportTarget } from '@xinlu/kernel/exchange/server'
import type { Ledger } from '@xinlu/kernel/ledgers'
import { feeds } from '../feeds.ts'
import { departmentLedgers } from '../ledgers/index.ts'
import { departments, feedNames, type FeedName } from '../model.ts'
import { departmentPermissions } from '../permissions.ts'
import { markBatch } from './store/mark.ts'
import { settleWaiting, unsettleWaiting } from './store/settle.ts'
import { tableOf } from './store/tables.ts'

/** The targets of all feeds, in the office's order. */
export const departmentTargets: readonly ImportTarget[] = feedNames.map(targetOf)

function targetOf(feed: FeedName): ImportTarget {
  const { key, department } = feeds[feed]
  const ledger: Ledger = departmentLedgers[feed]
  const table = tableTarget({
    ledger,
    table: tableOf(feed),
    permission: departmentPermissions.exchange,
    units: departments[department].units,
    key,
    people: { view: 'departments.person', nameColumn: 'name', prefer: { column: 'state', value: 'living' } },
    queue: 'departments.waiting',
  })
  return {
    ...table,
    async commit(tx, batch) {
      await table.commit(tx, batch)
      await settleWaiting(tx, batch)
      await markBatch(tx, feed, batch)
    },
    async undo(tx, batch) {
      // First, while the rows that the batch wrote are still there to say whom they are about.
      await markBatch(tx, feed, batch)
      await table.undo(tx, batch)
      await unsettleWaiting(tx, batch)
    },
  }
}
