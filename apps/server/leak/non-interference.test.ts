import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { answersOf } from './answers-of.ts'
import { changeElsewhere } from './change-elsewhere.ts'
import { probes } from './probes.ts'
import type { City } from './open-city.ts'
import { openWholeCity } from './test-city.ts'

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

// Largest first: what is elsewhere for the county is elsewhere for its village too, and changes again.
const titles = ['县专班', '医保局联络员', '督导审计', '乡专干', '村专员']
it.each(titles.map((title, turn) => ({ title, turn })))(
  '$title reads the same bytes after everything elsewhere has changed',
  async ({ title, turn }) => {
    const asker = city.askers.find((one) => one.title === title)!
    const before = await answersOf(city, asker, probes)
    await changeElsewhere(city, asker.places, 11 + 2 * turn)
    const after = await answersOf(city, asker, probes)
    const answered = Object.values(before).filter((text) => text.startsWith('200'))
    expect(answered.length).toBeGreaterThan(5)
    expect(Object.keys(before).filter((key) => before[key] !== after[key])).toEqual([])
  },
)
