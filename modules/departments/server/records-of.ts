/** The ask 农户的部门数据: what each department sent about one household, with its source and day. */
import { isCleared, maskName, maskProfiles } from '@xinlu/kernel/access'
import { dayOf, divisionCode } from '@xinlu/kernel/basis'
import { notFound } from '@xinlu/kernel/commands'
import { query } from '@xinlu/kernel/commands/server'
import * as contract from '../contract.ts'
import { factsOf } from '../facts.ts'
import { feeds } from '../feeds.ts'
import { departments } from '../model.ts'
import { departmentPermissions, ledgersFor } from '../permissions.ts'
import { findHousehold, listRecords } from './store/records.ts'

/** Answers the newest records of each feed the actor reaches; facts the role may not read are named, not told. */
export const recordsOf = query(contract.recordsOf, {
  may: departmentPermissions.readRecords,
  async run(tx, { actor, input }) {
    const household = await findHousehold(tx, input.county, input.household)
    if (!household) throw notFound({ what: '这一户' })
    const reached = ledgersFor(actor)
    const names = input.ledger === undefined ? reached : reached.filter((feed) => feed === input.ledger)
    const records = await listRecords(tx, household, names)
    return {
      division: household.division,
      feeds: names.flatMap((ledger) => {
        const mine = records.filter(({ feed }) => feed === ledger)
        if (mine.length === 0) return []
        const { label, department } = feeds[ledger]
        return {
          ledger,
          label,
          department,
          departmentLabel: departments[department].label,
          total: mine[0]!.total,
          records: mine.map((record) => ({
            id: record.id,
            person: record.person,
            personName:
              record.personName === null || isCleared(actor, 'personal')
                ? record.personName
                : maskName(record.personName, maskProfiles.inner),
            month: record.period.slice(0, 7),
            receivedOn: dayOf(record.receivedAt),
            batch: record.batch,
            facts: factsOf(actor, ledger, record.values),
          })),
        }
      }),
    }
  },
  // Illness, disability and holdings of a family are opened here: who looked is part of the record.
  audit: ({ input, answer }) => ({
    subjectKind: 'households.household',
    subject: input.household,
    division: divisionCode(answer.division),
    detail: { feeds: answer.feeds.map(({ ledger }) => ledger) },
  }),
})
