/** How measures are imported: matched to members of households; the households are screened again. */
import type { Tx } from '@xinlu/kernel/access/server'
import { tableTarget, type ImportTarget } from '@xinlu/kernel/exchange/server'
import { markDirty } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { measureLedger } from '../ledger.ts'
import { monitoringPermissions } from '../permissions.ts'

const table = tableTarget({
  ledger: measureLedger,
  table: 'monitoring.measure',
  permission: monitoringPermissions.exchangeMeasures,
  key: ['person', 'category', 'item', 'fromOn'],
  people: { view: 'monitoring.person', nameColumn: 'name', prefer: { column: 'state', value: 'living' } },
  units: ['乡村振兴局', '专班', '人民政府'],
})

/** The target of 帮扶措施; rows whose person is not found are told in the preview and not written. */
export const measureTarget: ImportTarget = {
  ...table,
  async commit(tx, batch) {
    await table.commit(tx, batch)
    await markBatch(tx, batch.id)
  },
  async undo(tx, batch) {
    // First, while the rows that the batch wrote are still there to say whom they are about.
    await markBatch(tx, batch.id)
    await table.undo(tx, batch)
  },
}

function markBatch(tx: Tx, batch: string): Promise<void> {
  return markDirty(
    tx,
    'household',
    sql`select county, division, household as subject from monitoring.measure where batch = ${batch}::uuid`,
  )
}
