/** Sample calls of the files with SQL of this folder, from which their SQL is printed; the ledger is the library's. */
import type { SamplesOf } from '@xinlu/db'
import { divisionCode, type Id } from '../../../basis/index.ts'
import { as } from '../../../access/test/index.ts'
import type { Batch } from '../../batch.ts'
import { loanTarget } from '../../test/library.ts'
import type * as commitTable from './commit-table.ts'
import type * as resolveTable from './resolve-table.ts'
import type * as judged from './judged.ts'
import type * as store from './store.ts'
import type * as undoTable from './undo-table.ts'

const id = '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27' as Id<'batch'>
const county = divisionCode('140902')
const at = new Date('2023-06-01T08:00:00Z')
const batch: Batch = {
  county: 140902,
  id,
  division: county,
  ledger: 'library.loan',
  department: '图书馆',
  period: '2023-05',
  purpose: '登记',
  fileName: '借阅.xlsx',
  fileDigest: new Uint8Array(32),
  sheet: '借阅',
  header: ['readerId', 'name', 'book', 'lentOn', 'fee', 'phone'].map((key) => ({ title: key, key })),
  rows: 1,
  state: 'previewed',
  counts: null,
  progress: 1,
  byAccount: id,
  byName: '王强',
  createdAt: at,
  previewedAt: at,
  committedAt: null,
  undoneAt: null,
  problem: null,
  ver: 1,
}

/** File → function → the arguments after the transaction. */
export const samples = {
  store: {
    findBatch: [id],
    lockBatch: { args: [id], answers: [[{ county: 140902 }]] },
    addBatch: [batch],
    findCommitted: [batch],
    changeBatch: [batch, ['checking'], { state: 'previewed', rows: 1, lease: 'end', stamp: 'previewedAt' }],
    countVerdicts: [batch],
    listStaged: [batch, { verdict: 'error', after: 20, size: 21 }],
    clearStaged: [batch],
    forgetEnded: { args: [at], answers: [[{ county: 140902, id }]] },
    listBatches: [
      as('医保局·钱进'),
      { ledger: 'library.loan', after: { createdAt: at.toISOString(), id }, size: 21 },
    ],
    undoHours: { args: [county], answers: [[{ value: 24 }]] },
  },
  judged: { keepStaged: { args: ['pg_temp.judged'], answers: [[]] }, changeStaged: [batch] },
  'resolve-table': { resolveTable: (tx) => loanTarget.resolve(tx, batch, 'pg_temp.incoming') },
  'commit-table': { commitTable: (tx) => loanTarget.commit(tx, batch) },
  'undo-table': { undoTable: (tx) => loanTarget.undo(tx, batch) },
} satisfies {
  store: SamplesOf<typeof store>
  judged: SamplesOf<typeof judged>
  'resolve-table': SamplesOf<typeof resolveTable>
  'commit-table': SamplesOf<typeof commitTable>
  'undo-table': SamplesOf<typeof undoTable>
}
