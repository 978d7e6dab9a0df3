import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { answersOf } from './answers-of.ts'
import { changeElsewhere } from './change-elsewhere.ts'
import { routesOf } from './inventory.ts'
import type { Fault } from './judge.ts'
import { type City, openCity } from './open-city.ts'
import { unmatched } from './probes.ts'
import { runLeaks } from './run-leaks.ts'
import { leakyModule, leakyProbes } from './test/leaky-module.ts'

let db: TestDatabase
let city: City
let faults: Fault[]
beforeAll(async () => {
  db = await testDatabase()
  city = await openCity(db, (parts) => [leakyModule(parts)])
  faults = (await runLeaks(city, leakyProbes, { seed: 1 })).faults
})
afterAll(async () => {
  await city?.close()
  await db.drop()
})

it.each([
  ['leaky.name', 'foreign bytes', 'a name read past the scope'],
  ['leaky.maskedName', 'foreign bytes', 'a name behind a mask'],
  ['leaky.household', 'foreign bytes', 'an id alone'],
  ['leaky.sheet', 'foreign bytes', 'a name packed into a workbook'],
  ['leaky.isThere', 'existence told', 'a refusal that differs from "not found"'],
  ['leaky.isThere', 'wrong status', 'a 403 where a 404 belongs'],
  ['*', 'row changed', 'a write past the scope'],
])('%s: finds "%s" (%s)', (route, what) => {
  expect(faults.filter((fault) => fault.route === route && fault.what === what).length).toBeGreaterThan(0)
})

it('finds a count over everybody, because it changes when only others change', async () => {
  const asker = city.askers[0]!
  const before = await answersOf(city, asker, leakyProbes)
  await changeElsewhere(city, asker.places, 11)
  const after = await answersOf(city, asker, leakyProbes)
  expect(Object.keys(before).filter((key) => before[key] !== after[key])).toEqual(['leaky.count {}'])
})

it('refuses a route without a policy and names a route without a probe', () => {
  const [module] = [leakyModule(city)]
  const [open] = module!.queries
  expect(() => routesOf([{ ...module!, queries: [{ ...open!, may: undefined as never }] }])).toThrow(
    'leaky.name',
  )
  const { 'leaky.name': _left, ...others } = leakyProbes
  expect(unmatched(city.routes, others).routes).toEqual(['leaky.name'])
})
