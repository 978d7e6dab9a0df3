/** The server face of departments: acts and asks, import targets, the calendar, and what follows a household. */
import type { Keys } from '@xinlu/kernel/access/server'
import { defineServerModule, type ServerModule } from '@xinlu/kernel/commands/server'
import { departmentPermissions } from '../permissions.ts'
import { dropRecord } from './drop-record.ts'
import { linkRecord } from './link-record.ts'
import { listBatches } from './list-batches.ts'
import { listWaiting } from './list-waiting.ts'
import { recordsOf } from './records-of.ts'
import { reopenRecord } from './reopen-record.ts'
import { returnRecord } from './return-record.ts'

/** Answers what the server needs of this module; `keys` opens the numbers of waiting records, to mask them. */
export function departmentsServer({ keys }: { keys: Keys }): ServerModule {
  return defineServerModule({
    name: 'departments',
    permissions: departmentPermissions,
    commands: [linkRecord, returnRecord, dropRecord, reopenRecord],
    queries: [listWaiting(keys), listBatches, recordsOf],
  })
}

export { loadCalendar } from './load-calendar.ts'
export { followHousehold } from './store/follow.ts'
export { departmentTargets } from './targets.ts'
