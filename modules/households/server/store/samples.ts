/** Sample calls of the stores of this folder, from which their SQL is printed. */
import type { SamplesOf } from '@xinlu/db'
import { as, places } from '@xinlu/kernel/access/test'
import { day, fen, month } from '@xinlu/kernel/basis'
import type { Household } from '../../model.ts'
import type * as event from './event.ts'
import type * as household from './household.ts'
import type * as income from './income.ts'
import type * as member from './member.ts'
import type * as move from './move.ts'
import type * as person from './person.ts'
import type * as quality from './quality.ts'
import type * as reveal from './reveal.ts'
import type * as search from './search.ts'
import type * as transfer from './transfer.ts'

const id = '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27'
const actor = as('乡专干·李梅')
const village = places.上柳村
const county = 149901
const ref = { county, household: id }
const onDay = day('2023-06-01')
const index = Buffer.alloc(32)
const after = { key: 'wang', id }
const window = { from: month('2021-10'), to: month('2022-09') }
// A row of each table, as far as a function looks into it before it goes on.
const householdRow = {
  firstIdentifiedMonth: null,
  identifiedMonth: null,
  clearedMonth: null,
  successor: null,
}
const incomeRow = { id, windowFrom: '2021-10-01', windowTo: '2022-09-01' }

/** File → function → the arguments after the transaction. */
export const samples = {
  search: {
    searchPeople: [actor, { by: 'name', text: '王' }, { within: village, after, size: 20 }],
    searchByCode: [actor, 'H140902000001', village],
    listHouseholds: [
      actor,
      { village, kind: 'formerPoor', monitored: true, state: 'living', after, size: 20 },
    ],
  },
  household: {
    findHousehold: [ref],
    lockHousehold: [ref],
    findWithPhone: [ref],
    insertHousehold: [{ county, id, division: village, kind: 'formerPoor', source: '登记' }],
    changeHousehold: [ref, { groupName: '一组' }],
    refreshHousehold: { args: [ref], answers: [[householdRow]] },
    restampHousehold: [ref, village],
  },
  person: {
    lockPerson: [county, id],
    findByNumber: [county, index],
    listOpenPeople: [county, id],
    latestJoining: [county, [id]],
    insertPerson: [{ county, id, division: village, name: '王强', source: '登记' }],
    changePerson: [county, id, { name: '王强' }],
  },
  member: {
    openMembership: [
      {
        county,
        division: village,
        household: id,
        person: id,
        relation: 'head',
        reason: 'firstEntry',
        onDay,
        by: id,
      },
    ],
    closeMembership: [{ county, person: id, reason: 'died', onDay, state: 'dead' }],
    openSince: [county, id, id],
    lastHouseholdOf: [county, id],
    listPastMembers: [county, id],
  },
  income: {
    listIncomes: { args: [ref], answers: [[incomeRow]] },
    lockIncome: [ref, 'yearly', window],
    putIncome: {
      args: [
        {
          id,
          ref,
          division: village,
          moment: 'yearly',
          window,
          denominator: 4,
          lines: [{ line: 'a1', fen: fen(100) }],
          source: '采集',
          by: id,
        },
      ],
      answers: [[{ ver: 1 }]],
    },
  },
  quality: {
    listSafety: [ref],
    listOverrides: [ref],
    insertOverrides: [
      { county, id, division: village } as Household,
      id,
      [{ rule: 'DQ05', mark: 'aged', reason: '…' }],
    ],
  },
  event: {
    insertEvent: [actor, { ref, division: village, act: 'registered', onDay }],
    listEvents: [ref],
  },
  move: {
    insertMove: [actor, { ref, from: village, to: village, reason: '…', onDay }],
    lockMove: [county, id],
    isMoveWaiting: [ref],
    closeMove: [county, id, 'done', id],
    listWaitingMoves: [actor, { at: '2023-06-01T08:00:00.000Z', id }, 20],
    isVillageToday: [village],
  },
  transfer: {
    transferHousehold: {
      args: [ref, village, '迁移'],
      answers: [
        [householdRow],
        [],
        [{ id, relation: 'head' }],
        [],
        [incomeRow],
        [],
        [{ income: id, line: 'a1', fen: 100 }],
        [],
        [{ moment: 'identified' }],
      ],
    },
  },
  reveal: { sealedNumbersOf: [id], sealedContactOf: [id] },
} satisfies {
  search: SamplesOf<typeof search>
  household: SamplesOf<typeof household>
  person: SamplesOf<typeof person>
  member: SamplesOf<typeof member>
  income: SamplesOf<typeof income>
  quality: SamplesOf<typeof quality>
  event: SamplesOf<typeof event>
  move: SamplesOf<typeof move>
  transfer: SamplesOf<typeof transfer>
  reveal: SamplesOf<typeof reveal>
}
