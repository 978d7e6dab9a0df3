import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { randomFrom } from '../demo/random.ts'
import { answersOf } from './answers-of.ts'
import { changeElsewhere } from './change-elsewhere.ts'
import { mutatorElsewhere } from './mutate-elsewhere.ts'
import { probes } from './probes.ts'
import type { City } from './open-city.ts'
import { stayUntouched } from './stay-untouched.ts'
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

const askerOf = (title: string) => city.askers.find((one) => one.title === title)!

// Largest first: what is elsewhere for the county is elsewhere for its village too, and changes again.
const titles = ['县专班', '医保局联络员', '督导审计', '乡专干', '村专员']
it.each(titles.map((title, turn) => ({ title, turn })))(
  '$title reads the same bytes after everything elsewhere has changed',
  async ({ title, turn }) => {
    const asker = askerOf(title)
    const before = await answersOf(city, asker, probes)
    await changeElsewhere(city, asker.places, 11 + 2 * turn)
    const after = await answersOf(city, asker, probes)
    const answered = Object.values(before).filter((text) => text.startsWith('200'))
    expect(answered.length).toBeGreaterThan(5)
    expect(Object.keys(before).filter((key) => before[key] !== after[key])).toEqual([])
  },
)

it('shows the county the same bytes while single rows come, change and go elsewhere', async () => {
  const wish = { seed: 20_230_615, mutations: 40, step: 20, first: 101 }
  const { mutations, changed } = await stayUntouched(city, askerOf('县专班'), probes, wish)
  expect({ mutations, changed }).toEqual({ mutations: 40, changed: [] })
})

it('notices single changes in places that the asker does cover', async () => {
  const county = askerOf('县专班')
  const village = askerOf('村专员')
  const before = await answersOf(city, county, probes)
  // Elsewhere for the village, but not for its county.
  const mutate = await mutatorElsewhere(city, village.places, randomFrom(1), 301)
  for (let made = 0; made < 40; made += 1) await mutate()
  const after = await answersOf(city, county, probes)
  expect(Object.keys(before).filter((key) => before[key] !== after[key]).length).toBeGreaterThan(0)
})
