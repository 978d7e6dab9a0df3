/** The act 对应到人: waiting records go into their ledgers under the persons chosen. */
import { command } from '@xinlu/kernel/commands/server'
import * as contract from '../contract.ts'
import { departmentPermissions } from '../permissions.ts'
import { noSuchPerson, recordTaken } from '../problems.ts'
import { auditOf, lockUndecided } from './decided-records.ts'
import { findChosen, writeLinked, type ChosenPerson } from './store/link.ts'
import { markHouseholds } from './store/mark.ts'
import { decideWaiting } from './store/waiting.ts'

/** Links up to two hundred records at once, all of them or none; their households are screened again. */
export const linkRecord = command(contract.linkRecord, {
  may: departmentPermissions.decideWaiting,
  subject: (tx, { input }) => lockUndecided(tx, input.county, input.records),
  async run(tx, { actor, input, now, subject }) {
    const persons = input.records.map(({ person }) => person)
    const chosen = await findChosen(tx, persons)
    const known = new Map(chosen.map((one) => [`${one.county} ${one.person}`, one]))
    const byRecord = new Map<string, ChosenPerson>()
    for (const { id, person } of input.records) {
      const one = known.get(`${person.county} ${person.id}`)
      if (one) byRecord.set(id, one)
    }
    if (byRecord.size < input.records.length)
      throw noSuchPerson({ count: input.records.length - byRecord.size })
    for (const record of subject.records) {
      const written = await writeLinked(tx, record, byRecord.get(record.id)!)
      if (written === undefined) throw recordTaken(undefined, { extra: { record: record.id } })
      await decideWaiting(tx, input.county, [record.id], {
        state: 'linked',
        record: written,
        by: actor,
        at: now,
      })
    }
    await markHouseholds(tx, chosen)
    return { count: subject.records.length }
  },
  audit: ({ input, subject }) =>
    auditOf(subject, { persons: input.records.map(({ id, person }) => ({ record: id, person: person.id })) }),
})
