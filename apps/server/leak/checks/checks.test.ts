import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { probes } from '../probes.ts'
import { checks } from './check-seam.ts'
import { mutantSummary } from './mutant-summary.ts'
import { faultsUnchanged, mutantsOf, runMutants, type SeamedCity } from './run-mutants.ts'
import { openSeamedCity } from './seamed-city.ts'

// One route or two for each kind of check; `npm run leak -- --mutate` takes all of them.
const few = [
  'households.removeMember',
  'households.listVillage',
  'households.revealHousehold',
  'departments.listBatches',
  'monitoring.countFindings',
]
const ledger = 'departments.relief'

let db: TestDatabase
let seamed: SeamedCity
beforeAll(async () => {
  db = await testDatabase()
  const whole = await openSeamedCity(db)
  const routes = whole.routes.filter(({ name }) => few.includes(name))
  seamed = { ...whole, routes, ledgers: [ledger], sentByUnits: [ledger] }
})
afterAll(async () => {
  await seamed?.city.close()
  await db.drop()
})

it('lets nothing through while every check stands, and notices each of them taken out', async () => {
  expect(await faultsUnchanged(seamed, probes, { seed: 7 })).toEqual([])
  expect(new Set(mutantsOf(seamed).map(({ check }) => check))).toEqual(new Set(Object.keys(checks)))
  const report = await runMutants(seamed, probes, { seed: 7 })
  console.log(mutantSummary(report))
  expect(report.survivors).toEqual([])
  expect(report.killed).toBe(report.total)
}, 900_000)
