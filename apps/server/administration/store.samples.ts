/** Sample calls of the store, from which its SQL is printed. */
import type { SamplesOf } from '@xinlu/db'
import { divisionCode } from '@xinlu/kernel/basis'
import { as } from '@xinlu/kernel/access/test'
import type * as store from './store.ts'

const officer = as('系统·严立')
const id = '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27'
const [since, until] = [new Date('2023-06-01T00:00:00Z'), new Date('2023-07-01T00:00:00Z')]

/** Function name → the arguments after the transaction. */
export const samples = {
  findAccount: [officer, id],
  findPost: [officer, id],
  knownPlaces: [[divisionCode('140902101201')]],
  listAccounts: [officer, { begins: '王', state: 'open', duty: 'work', after: 'wangqiang', size: 20 }, since],
  searchAudit: [
    as('审计员·甄查'),
    {
      subject: id,
      actor: id,
      act: 'households',
      since,
      until,
      after: { at: since, county: 140902, seq: 7 },
      size: 20,
    },
  ],
} satisfies SamplesOf<typeof store>
