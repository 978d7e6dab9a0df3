/** Sample calls of the stores of this folder, from which their SQL is printed. */
import type { SamplesOf } from '@xinlu/db'
import { as } from '@xinlu/kernel/access/test'
import { day, divisionCode } from '@xinlu/kernel/basis'
import type * as findings from './findings.ts'
import type * as follow from './follow.ts'
import type * as households from './households.ts'
import type * as parameters from './parameters.ts'
import type * as runs from './runs.ts'
import type * as suggestedTypes from './suggested-types.ts'

const actor = as('县专班·王强')
const id = '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27'
const county = 140902
const village = divisionCode('140902101201')
const on = day('2023-06-01')
const asked: findings.FindingsAsked = {
  actor,
  rules: ['income.belowLine', 'medical.largeSelfPaid'],
  on,
  level: 'red',
  kind: 'risk',
  state: 'open',
  undecided: true,
  olderThanDays: 15,
}

/** File → function → the arguments after the transaction. */
export const samples = {
  findings: {
    findingPage: [asked, 21, { openedOn: on, id }],
    findingCounts: [asked],
    findFinding: [county, id],
  },
  follow: { followHousehold: [{ county, household: id, division: village }] },
  households: { findHousehold: [county, id] },
  parameters: {
    valuesReaching: [['line.monitoring'], village],
    insertValue: [
      { key: 'line.monitoring', place: village, value: 710_000, from: on, document: '…', byAccount: id },
    ],
  },
  runs: {
    runPage: [actor, 21, { startedAt: '2023-06-01T08:00:00.000Z', id }],
  },
  'suggested-types': { typesOf: [[{ county, household: id }], new Map([[county, {}]])] },
} satisfies {
  findings: SamplesOf<typeof findings>
  follow: SamplesOf<typeof follow>
  households: SamplesOf<typeof households>
  parameters: SamplesOf<typeof parameters>
  runs: SamplesOf<typeof runs>
  'suggested-types': SamplesOf<typeof suggestedTypes>
}
