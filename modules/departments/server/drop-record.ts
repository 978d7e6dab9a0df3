/** The act 不采用: waiting records that are not about a rural household of ours, or of no use. */
import { command } from '@xinlu/kernel/commands/server'
import * as contract from '../contract.ts'
import { departmentPermissions } from '../permissions.ts'
import { auditOf, lockUndecided } from './decided-records.ts'
import { decideWaiting } from './store/waiting.ts'

/** Drops up to two hundred records at once; the same record does not wait again when it is sent again. */
export const dropRecord = command(contract.dropRecord, {
  may: departmentPermissions.decideWaiting,
  subject: (tx, { input }) => lockUndecided(tx, input.county, input.records),
  async run(tx, { actor, input, now, subject }) {
    const ids = subject.records.map(({ id }) => id)
    await decideWaiting(tx, input.county, ids, { state: input.as, reason: input.reason, by: actor, at: now })
    return { count: ids.length }
  },
  audit: ({ input, subject }) => auditOf(subject, { as: input.as }),
})
