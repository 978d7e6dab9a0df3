/** The act 退回部门: waiting records go back to their department with the reason. */
import { command } from '@xinlu/kernel/commands/server'
import * as contract from '../contract.ts'
import { departmentPermissions } from '../permissions.ts'
import { auditOf, lockUndecided } from './decided-records.ts'
import { decideWaiting } from './store/waiting.ts'

/** Returns up to two hundred records at once; the liaison finds them with the reason and sends them again, corrected. */
export const returnRecord = command(contract.returnRecord, {
  may: departmentPermissions.decideWaiting,
  subject: (tx, { input }) => lockUndecided(tx, input.county, input.records),
  async run(tx, { actor, input, now, subject }) {
    const ids = subject.records.map(({ id }) => id)
    await decideWaiting(tx, input.county, ids, {
      state: 'returned',
      reason: input.reason,
      by: actor,
      at: now,
    })
    return { count: ids.length }
  },
  audit: ({ subject }) => auditOf(subject),
})
