/** Sample imports of both lists, from which the SQL of the files of this folder is printed. */
import type { SamplesOf } from '@xinlu/db'
import { divisionCode, type Id } from '@xinlu/kernel/basis'
import type { Batch } from '@xinlu/kernel/exchange'
import type { Ledger } from '@xinlu/kernel/ledgers'
import { incomeLedger, personLedger } from '../../ledger.ts'
import type * as judgeIncome from './judge-income.ts'
import type * as judgePeople from './judge-people.ts'
import type * as takeBack from './take-back.ts'
import type * as writeIncome from './write-income.ts'
import type * as writePeople from './write-people.ts'

const id = '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27' as Id<'batch'>
const at = new Date('2023-06-01T08:00:00Z')
const people = batchOf(personLedger)
const incomes = batchOf(incomeLedger)

function batchOf(ledger: Ledger): Batch {
  return {
    county: 140902,
    id,
    division: divisionCode('140902'),
    ledger: ledger.name,
    department: '县专班',
    period: '2022',
    purpose: '更新户档',
    fileName: '名单.xlsx',
    fileDigest: new Uint8Array(32),
    sheet: '名单',
    // A dozen columns: the others would only repeat them.
    header: Object.keys(ledger.columns)
      .slice(0, 12)
      .map((key) => ({ title: key, key })),
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
}

/** File → function → the arguments after the transaction. */
export const samples = {
  'judge-people': { judgePeople: [people, 'pg_temp.incoming'] },
  'write-people': { writePeople: [people] },
  'judge-income': { judgeIncome: [incomes, 'pg_temp.incoming'] },
  'write-income': { writeIncome: [incomes] },
  'take-back': { takeBackPeople: [people], takeBackIncome: [incomes] },
} satisfies {
  'judge-people': SamplesOf<typeof judgePeople>
  'write-people': SamplesOf<typeof writePeople>
  'judge-income': SamplesOf<typeof judgeIncome>
  'write-income': SamplesOf<typeof writeIncome>
  'take-back': SamplesOf<typeof takeBack>
}
