/** Sample calls of the files with SQL of this folder, from which their SQL is printed; the rules are the library's. */
import { sql } from 'kysely'
import type { SamplesOf } from '@xinlu/db'
import { day, divisionCode } from '../../basis/index.ts'
import { library, parameters } from '../test/library.ts'
import { readers } from '../test/library-database.ts'
import type * as decide from './decide.ts'
import type * as dirty from './dirty.ts'
import type * as explain from './explain-subject.ts'
import type * as follow from './follow-subject.ts'
import type * as latest from './latest-run.ts'
import type * as list from './list-findings.ts'
import type * as precision from './precision.ts'
import type * as refresh from './refresh-features.ts'
import type * as screening from './run-screening.ts'
import type * as sync from './sync-parameters.ts'
import type * as what from './what-if.ts'

const id = '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27'
const division = divisionCode('9901')
const county = 990102
const village = divisionCode('990102101201')
const asOf = day('2023-06-01')
const here = { subjectKind: 'reader', division }
// What the steps before answer, so that the statements after them are written with values and not with nulls.
const values = Object.values(parameters).flatMap((parameter) =>
  parameter.values.map((value) => ({ ...value, key: parameter.key })),
)
const counties = [{ county: 990101 }, { county }]

/** File → function → the arguments after the transaction. */
export const samples = {
  'list-findings': {
    listFindings: [
      { ...here, rule: 'reader.late', undecided: true, after: { openedOn: asOf, id }, limit: 50 },
    ],
    countOpenFindings: [here],
  },
  precision: { rulePrecision: [{ ...here, from: day('2023-01-01'), to: asOf }] },
  'latest-run': { findLatestRun: [here] },
  decide: {
    decideFinding: {
      args: [
        {
          county,
          finding: id,
          ver: 1,
          verdict: 'noRisk',
          reason: '已核实',
          until: day('2023-09-01'),
          on: asOf,
          byAccount: id,
          byName: '王强',
        },
      ],
      answers: [[{ division: village, subject: id, state: 'open', closedOn: null, ver: 1 }]],
    },
  },
  dirty: {
    markDirty: ['reader', sql`select county, division, id as subject from library.reader`],
    takeDirty: ['reader', division, 10_000],
    dropMarks: ['reader', division],
  },
  'follow-subject': { followSubject: [{ county, subject: id, division: village }] },
  'explain-subject': {
    explainSubject: {
      args: [library, { county, subject: id, asOf }],
      answers: [[{ division: village, row: {} }]],
    },
  },
  'sync-parameters': { syncParameters: [library] },
  'refresh-features': {
    refreshFeatures: {
      args: [{ source: readers, asOf, division }],
      answers: [...Array.from({ length: 24 }, () => []), [{ count: 0 }]],
    },
  },
  'run-screening': {
    runScreening: {
      args: [{ catalogue: library, asOf, division }],
      answers: [[{ free: true }], [], [], [], [], [], values, counties, [{ count: 0 }]],
    },
  },
  'what-if': {
    whatIf: {
      args: [{ catalogue: library, asOf, division, changes: [{ key: 'loan.days', value: 7 }] }],
      answers: [values, counties],
    },
  },
} satisfies {
  'list-findings': SamplesOf<typeof list>
  precision: SamplesOf<typeof precision>
  'latest-run': SamplesOf<typeof latest>
  decide: SamplesOf<typeof decide>
  dirty: SamplesOf<typeof dirty>
  'follow-subject': SamplesOf<typeof follow>
  'explain-subject': SamplesOf<typeof explain>
  'sync-parameters': SamplesOf<typeof sync>
  'refresh-features': SamplesOf<typeof refresh>
  'run-screening': SamplesOf<typeof screening>
  'what-if': SamplesOf<typeof what>
}
