/** Sample calls of the store, from which its SQL is printed. */
import type { SamplesOf } from '@xinlu/db'
import { day, divisionCode } from '../../basis/index.ts'
import type { ChangePlan } from '../plan-change.ts'
import type * as store from './store.ts'

const [from, to] = [divisionCode('140902101201'), divisionCode('140902101202')]
const plan: ChangePlan = {
  add: [{ code: to, name: '新村', kind: '村', urbanRural: undefined, point: undefined }],
  close: [{ code: from, mergedInto: to }],
  rename: [{ code: to, name: '新村社区', kind: '社区' }],
  changes: [{ kind: 'merge', from, to, fromName: '旧村', toName: '新村' }],
}
const recording = {
  effectiveOn: day('2023-06-01'),
  document: '忻政函〔2023〕1号',
  by: '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27',
}

/** Function name → the arguments after the transaction. */
export const samples = {
  readDivisionTree: [],
  storeList: [[]],
  listChanges: [from],
  lockTree: [],
  writePlan: [plan, recording],
  restampRows: [from, to],
} satisfies SamplesOf<typeof store>
