/** The act 退回待核对: a decision about waiting records is taken back. */
import { command } from '@xinlu/kernel/commands/server'
import * as contract from '../contract.ts'
import { departmentPermissions } from '../permissions.ts'
import { linkedForGood } from '../problems.ts'
import { auditOf, lockDecided } from './decided-records.ts'
import { removeLinked, type ChosenPerson } from './store/link.ts'
import { markHouseholds } from './store/mark.ts'
import { reopenWaiting } from './store/waiting.ts'

/** Reopens up to two hundred records at once; what had been linked leaves the ledger, and its household is screened again. */
export const reopenRecord = command(contract.reopenRecord, {
  may: departmentPermissions.decideWaiting,
  subject: (tx, { input }) => lockDecided(tx, input.county, input.records),
  async run(tx, { input, subject }) {
    const linked = subject.records.filter(({ state }) => state === 'linked')
    const left: ChosenPerson[] = []
    for (const record of linked) {
      const removed = record.record === record.id ? await removeLinked(tx, record) : undefined
      if (removed) left.push(removed)
    }
    if (left.length < linked.length) throw linkedForGood({ count: linked.length - left.length })
    await markHouseholds(tx, left)
    await reopenWaiting(
      tx,
      input.county,
      subject.records.map(({ id }) => id),
    )
    return { count: subject.records.length }
  },
  audit: ({ input, subject }) => auditOf(subject, { reason: input.reason }),
})
