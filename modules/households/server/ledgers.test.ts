import { withScope } from '@xinlu/kernel/access/server'
import { as } from '@xinlu/kernel/access/test'
import { compareWithTable } from '@xinlu/kernel/ledgers/server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { incomeLedger, personLedger } from '../ledger.ts'
import { type VillageDesk, openVillageDesk } from '../test/desk.ts'
import { incomeTarget, peopleTarget } from './index.ts'

let desk: VillageDesk
beforeAll(async () => {
  desk = await openVillageDesk()
})
afterAll(async () => desk.close())

it.each([
  [personLedger, peopleTarget.source],
  [incomeLedger, incomeTarget.source],
])('the view of %o has every stored column, in its type', async (ledger, view) => {
  const wanted = await withScope(desk.database, as('市局·赵敏'), (tx) => compareWithTable(ledger, tx, view))
  // A view has no NOT NULL; everything else must agree.
  expect(wanted.filter((line) => !line.endsWith('set not null;'))).toEqual([])
})
