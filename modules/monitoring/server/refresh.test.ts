/** Computing the changed households gives what computing everybody gives; a household without facts breaks nothing. */
import { places } from '@xinlu/kernel/access/test'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { explainSubject, markDirty } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { householdCatalogue } from '../catalogue.ts'
import { openFindingsDesk, reportEverything, settle, storyDay, type FindingsDesk } from '../test/index.ts'
import { stories } from '../test/cases/index.ts'

let desk: FindingsDesk

beforeAll(async () => {
  desk = await openFindingsDesk()
  await reportEverything(desk.db, places.上柳村)
  for (const story of stories) await settle(desk.db, places.上柳村, story)
  await desk.screen()
})
afterAll(() => desk.close())

const features = async () =>
  (await desk.db.admin('select * from monitoring.household_feature order by household')).rows
const open = async () =>
  (
    await desk.db.admin(
      `select subject, rule, inputs from rules.finding where state = 'open' order by subject, rule`,
    )
  ).rows

const markAll = () =>
  withScope(desk.database, SYSTEM, (tx) =>
    markDirty(tx, 'household', sql`select county, division, id as subject from households.household_public`),
  )

it('answers the same features and findings for the changed ones as for everybody', async () => {
  const [wholeFeatures, wholeFindings] = [await features(), await open()]
  await desk.db.admin('delete from monitoring.household_feature')
  await markAll()
  await desk.screen({ reach: 'dirty' })
  expect(await features()).toEqual(wholeFeatures)
  expect(await open()).toEqual(wholeFindings)
})

it('touches only the changed households', async () => {
  const before = await features()
  const changed = await settle(desk.db, places.下柳村, { income: [{ perPerson: 5_000 }] })
  await withScope(desk.database, SYSTEM, (tx) =>
    markDirty(
      tx,
      'household',
      sql`select county, division, id as subject from households.household_public where id = ${changed.household}::uuid`,
    ),
  )
  const run = await desk.screen({ reach: 'dirty' })
  expect(run).toMatchObject({ subjects: 1, opened: 1 })
  expect((await features()).filter(({ household }) => household !== changed.household)).toEqual(before)
  expect(await desk.screen({ reach: 'dirty' })).toBeUndefined()
})

it('forgets a household that left the register, and closes its findings', async () => {
  const gone = await settle(desk.db, places.下柳村, { income: [{ perPerson: 5_000 }] })
  await desk.screen()
  await desk.db.admin(`update households.household set state = 'dissolved' where id = $1`, [gone.household])
  const run = await desk.screen()
  expect(run).toMatchObject({ closed: 1 })
  expect((await features()).map(({ household }) => household)).not.toContain(gone.household)
})

it('says nothing of a household nobody knows anything of', async () => {
  const empty = await settle(desk.db, places.西关村, { members: [], income: [] })
  await desk.screen()
  expect((await open()).filter(({ subject }) => subject === empty.household)).toEqual([])
  const row = (await features()).find(({ household }) => household === empty.household)
  expect(row).toMatchObject({
    labourers: null,
    income_per_person: null,
    self_paid: null,
    dropouts: 0,
    water_stop_days: 0,
  })
})

it('believes a visit where no department has sent anything', async () => {
  const seen = await settle(desk.db, places.西关村, { household: { schoolDropout: true } })
  await desk.screen()
  expect((await open()).filter(({ subject }) => subject === seen.household).map(({ rule }) => rule)).toEqual([
    'visit.unsafe',
  ])
})

it('explains every story as it was screened', async () => {
  const found = new Map<string, string[]>()
  for (const { subject, rule } of await open()) found.set(subject, [...(found.get(subject) ?? []), rule])
  const rows = await features()
  await withScope(desk.database, SYSTEM, async (tx) => {
    for (const { county, household } of rows) {
      const { rules } = await explainSubject(tx, householdCatalogue, {
        county,
        subject: household,
        asOf: storyDay,
      })
      const pointing = rules.filter(({ outcome }) => outcome).map(({ rule }) => rule.key)
      expect(pointing.sort()).toEqual(found.get(household) ?? [])
    }
  })
})

it('computes a single feature group the same within a township as within the city', async () => {
  const before = await features()
  await desk.screen({ division: places.柳林镇 })
  expect(await features()).toEqual(before)
})
