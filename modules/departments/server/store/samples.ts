/** Sample calls of the stores of this folder, from which their SQL is printed. */
import type { SamplesOf } from '@xinlu/db'
import { as } from '@xinlu/kernel/access/test'
import { day, divisionCode } from '@xinlu/kernel/basis'
import type * as candidates from './candidates.ts'
import type * as follow from './follow.ts'
import type * as link from './link.ts'
import type * as mark from './mark.ts'
import type * as pushes from './pushes.ts'
import type * as records from './records.ts'
import type * as settle from './settle.ts'
import type * as waiting from './waiting.ts'

const actor = as('县专班·王强')
const id = '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27'
const county = 140902
const village = divisionCode('140902101201')
const at = new Date('2023-06-01T08:00:00Z')
const record: waiting.WaitingRow = {
  county,
  id,
  ledger: 'relief',
  batch: id,
  n: 1,
  why: 'unmatched',
  idIndex: null,
  idSealed: null,
  name: null,
  given: {},
  state: 'waiting',
  reason: null,
  record: null,
  decidedName: null,
  receivedAt: at,
  ver: 1,
}

/** File → function → the arguments after the transaction. */
export const samples = {
  candidates: { findCandidates: [[{ id, county, idIndex: null, nameKey: '王强' }]] },
  follow: { followHousehold: [{ county, household: id, division: village }] },
  link: {
    findChosen: [[{ county, id }]],
    writeLinked: [record, { county, person: id, household: id, division: village }],
    removeLinked: [record],
  },
  mark: {
    markBatch: ['waterStop', { county, id }],
    markHouseholds: [[{ county, household: id }]],
  },
  pushes: {
    listCounties: [actor, undefined],
    listPushDays: [[divisionCode('140902')]],
    addPushDays: [
      divisionCode('1409'),
      day('2023-01-01'),
      [
        {
          ledger: 'relief',
          department: '民政局',
          cadence: 'monthly',
          dueDay: 10,
          dueMonth: null,
          document: '…',
          confidence: 'practice',
        },
      ],
    ],
    listArrivals: [actor, ['relief', 'waterStop'], ['2023-05']],
  },
  records: {
    findHousehold: [county, id],
    listRecords: [{ county, id, division: village }, ['relief', 'waterStop']],
  },
  settle: {
    settleWaiting: [{ county, id, ledger: 'departments.relief' }],
    unsettleWaiting: [{ id }],
  },
  waiting: {
    listWaitingRows: [
      actor,
      {
        ledgers: ['relief', 'waterStop'],
        state: 'waiting',
        why: 'unmatched',
        after: { receivedAt: at.toISOString(), id },
        size: 21,
      },
    ],
    lockWaiting: [county, [id]],
    decideWaiting: [county, [id], { state: 'returned', reason: '…', by: actor, at }],
    reopenWaiting: [county, [id]],
  },
} satisfies {
  candidates: SamplesOf<typeof candidates>
  follow: SamplesOf<typeof follow>
  link: SamplesOf<typeof link>
  mark: SamplesOf<typeof mark>
  pushes: SamplesOf<typeof pushes>
  records: SamplesOf<typeof records>
  settle: SamplesOf<typeof settle>
  waiting: SamplesOf<typeof waiting>
}
