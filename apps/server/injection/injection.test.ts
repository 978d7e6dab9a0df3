/** The short form of `npm run injection`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import type { City } from '../leak/open-city.ts'
import { openWholeCity } from '../leak/test-city.ts'
import { corpus, sampled } from './corpus.ts'
import { enterTexts } from './enter-texts.ts'

let db: TestDatabase
let city: City
beforeAll(async () => {
  db = await testDatabase()
  city = await openWholeCity(db)
})
afterAll(async () => {
  await city?.close()
  await db.drop()
})

test('the corpus has more than six hundred texts, none twice', () => {
  expect(corpus.length).toBeGreaterThan(600)
  expect(new Set(corpus.map(({ text }) => text)).size).toBe(corpus.length)
})

describe('every text of every act and ask', () => {
  test('is refused with a sentence or kept as written, and never a 500', async () => {
    const t0 = Date.now()
    const tally = await enterTexts(city, sampled(1))
    console.log(
      tally.fields.size,
      tally.requests,
      tally.refused,
      tally.kept,
      Date.now() - t0,
      [...tally.fields].join('\n'),
    )
    for (const f of tally.faults.slice(0, 60))
      console.log(f.what, f.where, f.family, JSON.stringify(f.text), f.evidence.slice(0, 700))
    expect(tally.faults.length).toBe(0)
  })
})
