/** Each story of an official is settled in one village, screened in one run, and pointed at by exactly its rules. */
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { places } from '@xinlu/kernel/access/test'
import { openDatabase, SYSTEM, withScope, type Database } from '@xinlu/kernel/access/server'
import { featureColumn, featureColumnType } from '@xinlu/kernel/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { householdCatalogue } from '../catalogue.ts'
import { reportEverything, settle, storyDay, type Settled } from '../test/builders.ts'
import { stories } from '../test/cases/index.ts'
import { screenHouseholds } from './start-screening.ts'

let file: TestDatabase
let database: Database
const settled = new Map<string, Settled>()
const pointed = new Map<string, string[]>()

beforeAll(async () => {
  file = await testDatabase()
  database = openDatabase(file.appUrl)
  await reportEverything(file, places.上柳村)
  for (const story of stories) settled.set(story.says, await settle(file, places.上柳村, story))
  await withScope(database, SYSTEM, (tx) =>
    screenHouseholds(tx, { division: places.city, asOf: storyDay, reach: 'all' }),
  )
  const { rows } = await file.admin(
    `select subject, rule from rules.finding where state = 'open' order by rule`,
  )
  for (const { subject, rule } of rows) pointed.set(subject, [...(pointed.get(subject) ?? []), rule])
})

afterAll(async () => {
  await database.close()
  await file.drop()
})

describe('the stories', () => {
  it.each(stories.map((story) => [story.says, story] as const))('%s', (says, story) => {
    expect(pointed.get(settled.get(says)!.household) ?? []).toEqual([...story.points].sort())
    expect(story.points.filter((rule) => story.spares?.includes(rule))).toEqual([])
  })

  it('reach every rule, and come close to every rule without reaching it', () => {
    const rules = householdCatalogue.rules.map(({ key }) => key).sort()
    expect([...new Set(stories.flatMap(({ points }) => points))].sort()).toEqual(rules)
    expect([...new Set(stories.flatMap(({ spares = [] }) => spares))].sort()).toEqual(rules)
  })
})

it('has a column of the right type for every feature, and no other', async () => {
  const { rows } = await file.admin(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = 'monitoring.household_feature'::regclass and attnum > 0 and not attisdropped`,
  )
  const columns = Object.fromEntries(rows.map(({ name, type }) => [name, type]))
  const wanted = Object.values(householdCatalogue.features).map(({ key, type }) => [
    featureColumn(key),
    featureColumnType(type),
  ])
  expect(columns).toEqual({
    county: 'integer',
    household: 'uuid',
    division: 'bigint',
    ...Object.fromEntries(wanted),
  })
})
