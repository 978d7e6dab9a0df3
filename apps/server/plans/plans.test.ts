import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { syncParameters } from '@xinlu/kernel/rules/server'
import { householdCatalogue } from '@xinlu/monitoring'
import { type House, openHouse } from '../database/open-house.ts'
import { withOwner } from '../database/with-owner.ts'
import { makeCity } from '../demo/make-city.ts'
import { buildDesk } from '../desk.ts'
import { openModules } from '../open-modules.ts'
import { CITY, screenCity } from '../work/screen-city.ts'
import { faultsAllowed } from './faults-allowed.ts'
import { askEverything, judgeAll, type PlanAsked, type PlanFinding } from './look-at-plans.ts'
import { offered, type PlanPlaces } from './offered.ts'
import { planPlaces } from './plan-places.ts'
import { fillRest } from './test/fill-rest.ts'
import { plantRealSize } from './test/plant-statistics.ts'

const HOUSEHOLDS = 2000
const dataDir = mkdtempSync(join(tmpdir(), 'xinlu-plans-'))
let house: House
let places: PlanPlaces
let asked: PlanAsked[]
let findings: PlanFinding[]

// A cluster of its own, because its files are stretched to the size of the whole city and planned on, never read.
beforeAll(async () => {
  house = await openHouse({ dataDir, databaseUrl: undefined })
  const today = day('2023-06-15')
  await makeCity(house, { households: HOUSEHOLDS, seed: 11, today })
  await withScope(house.database, SYSTEM, (tx) => syncParameters(tx, householdCatalogue))
  await screenCity(house.database, { by: { ...SYSTEM, name: '试' }, division: CITY, asOf: today })
  await withOwner(house, (owner) => fillRest(owner))
  const { modules } = await openModules(house, { dataDir })
  places = await planPlaces(house)
  asked = await askEverything({ house, desk: buildDesk(house, modules), modules, places })
  await withOwner(house, (owner) => plantRealSize(owner, HOUSEHOLDS))
  findings = await judgeAll({ house }, asked)
})
afterAll(async () => {
  await house?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('plans at the real size', () => {
  it('are those of a city of 1.1 million households', async () => {
    await withOwner(house, async (owner) => {
      const { rows } = await owner.query<{ 'QUERY PLAN': string }>('explain select from households.person')
      expect(Number(/rows=(\d+)/.exec(rows[0]!['QUERY PLAN'])![1])).toBeGreaterThan(2_800_000)
      const trail = await owner.query<{ 'QUERY PLAN': string }>('explain select from audit.entry')
      expect(Number(/rows=(\d+)/.exec(trail.rows[0]!['QUERY PLAN'])![1])).toBeGreaterThan(9_000_000)
    })
  })

  it('are made for everything that is offered, for everybody who may', () => {
    const names = new Set(asked.map(({ ask }) => ask))
    expect(
      [...new Set(offered(places).map(({ contract }) => contract.name))].filter((name) => !names.has(name)),
    ).toEqual([])
    for (const who of ['village', 'county', 'city']) {
      const whats = asked.map(({ what }) => what)
      for (const how of ['searchHouseholds by name', 'listVillage plain', 'listFindings of a rule'])
        expect(
          whats.some((what) => what.includes(how) && what.endsWith(`, ${who}`)),
          `${how}, ${who}`,
        ).toBe(true)
    }
  })

  it('read no large table through and nothing much that is thrown away', () => {
    const told = findings.map(({ what, fault, where }) => `${what}: ${fault} ${where}`)
    expect(told).toEqual([])
  })

  it('are excused only where they are at fault', () => {
    expect(faultsAllowed.map(({ reason }) => reason.length > 20)).not.toContain(false)
  })

  it.each([
    ['households.person', 'person_name_idx', 'person_wide_name_idx'],
    ['households.person', 'person_pinyin_idx', 'person_wide_pinyin_idx'],
    ['households.person', 'person_id_idx', 'person_id_once'],
    ['households.household', 'household_code_idx', 'household_code_once'],
    ['households.household', 'household_division_idx', 'household_head_key_idx', 'household_monitored_idx'],
    ['households.member', 'member_household_idx'],
    ['rules.finding', 'finding_county_rule_idx', 'finding_rule_idx'],
    ['rules.finding', 'finding_county_level_idx', 'finding_level_idx'],
    ['rules.finding', 'finding_newest_idx'],
    ['audit.entry', 'entry_subject_idx'],
    ['audit.entry', 'entry_actor_idx'],
    ['audit.entry', 'entry_at_idx'],
    ['departments.waiting', 'waiting_city_idx', 'waiting_feed_idx', 'waiting_county_idx', 'waiting_list_idx'],
    ['departments.medical_expense', 'medical_expense_household_idx'],
  ])('would be at fault on %s without %s', async (table, ...indexes) => {
    const touching = asked.filter(({ text }) => text.replaceAll('"', '').includes(table))
    expect(touching.length).toBeGreaterThan(0)
    await setValid(indexes, false)
    const found = await judgeAll({ house }, touching)
    await setValid(indexes, true)
    expect(found.length).toBeGreaterThan(0)
  })
})

// An index that is not valid is kept up and not planned with.
async function setValid(indexes: readonly string[], isValid: boolean): Promise<void> {
  await withOwner(house, async (owner) => {
    const { rowCount } = await owner.query(
      `update pg_index set indisvalid = $2 where indexrelid in (select oid from pg_class where relname = any ($1))`,
      [indexes, isValid],
    )
    expect(rowCount).toBe(indexes.length)
  })
}
