import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import type { City } from '../open-city.ts'
import { isReading } from '../plan-trials.ts'
import { probes } from '../probes.ts'
import { openWholeCity } from '../test-city.ts'
import { doorless } from './doors.ts'
import { fieldMatrix, workersOf, wrongCells } from './field-matrix.ts'
import { fieldsToldAt } from './fields-told.ts'
import { layOutFields, VILLAGE } from './lay-out-fields.ts'

let db: TestDatabase
let city: City
beforeAll(async () => {
  db = await testDatabase()
  city = await openWholeCity(db)
  await layOutFields(city)
})
afterAll(async () => {
  await city?.close()
  await db.drop()
})

it('knows behind which door every answering route stands', () => {
  expect(doorless(city.routes.filter(isReading).map(({ name }) => name))).toEqual({ routes: [], gone: [] })
})

it('shows every field of every ledger to every role at every door as the definitions say', async () => {
  const workers = workersOf(city, VILLAGE)
  expect(new Set(workers.map(({ role }) => role)).size).toBe(9)
  const cells = await fieldMatrix(city, workers)
  const empty = cells.filter(({ found }) => found === 'nothing').length
  console.log(`fields: ${cells.length} cells, ${empty} without a value`)
  expect(wrongCells(cells).slice(0, 40)).toEqual([])
  expect(empty / cells.length).toBeLessThan(0.05)
}, 600_000)

it('tells nobody the text of a column he may not read, at any asking route', async () => {
  const faults = []
  for (const route of city.routes.filter(({ kind }) => kind === 'ask'))
    faults.push(...(await fieldsToldAt(city, probes, route)))
  expect(faults).toEqual([])
}, 600_000)
