/** Nobody lists, counts, explains or tries parameters beyond the own place and the own rules. */
import { places, type PersonName } from '@xinlu/kernel/access/test'
import { newId } from '@xinlu/kernel/basis'
import { markOf } from '@xinlu/kernel/commands/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  countFindings,
  explainHousehold,
  listFindings,
  listParameters,
  listRules,
  listRuns,
  startScreening,
  whatIf,
} from '../contract.ts'
import { householdCatalogue } from '../catalogue.ts'
import { openFindingsDesk, reportEverything, settle, type FindingsDesk, type Settled } from '../test/index.ts'

let desk: FindingsDesk
let willow: Settled
let neighbour: Settled

const ill = {
  feeds: { medicalExpense: [{ settledOn: '2023-03-12', selfPaid: 2_500_000 }] },
  income: [{ perPerson: 6_000 }],
}

beforeAll(async () => {
  desk = await openFindingsDesk()
  for (const village of [places.上柳村, places.石坡村, places.东关村])
    await reportEverything(desk.db, village)
  willow = await settle(desk.db, places.上柳村, ill)
  await settle(desk.db, places.下柳村, ill)
  await settle(desk.db, places.石坡村, ill)
  neighbour = await settle(desk.db, places.东关村, { ...ill, household: { headName: '邻县人家' } })
  await desk.screen()
})
afterAll(() => desk.close())

const villagesOf = async (who: PersonName) => {
  const { rows } = await desk.ask(who, listFindings, { size: 100 })
  return new Set(rows.map(({ division }) => division))
}

describe('the list', () => {
  it('shows each post its own places', async () => {
    expect(await villagesOf('市局·赵敏')).toEqual(
      new Set([places.上柳村, places.下柳村, places.石坡村, places.东关村]),
    )
    expect(await villagesOf('县专班·王强')).toEqual(new Set([places.上柳村, places.下柳村, places.石坡村]))
    expect(await villagesOf('乡专干·李梅')).toEqual(new Set([places.上柳村, places.下柳村]))
    expect(await villagesOf('村专员·孙二宝')).toEqual(new Set([places.上柳村]))
  })

  it('answers nothing for a place of somebody else', async () => {
    const { rows } = await desk.ask('乡专干·李梅', listFindings, { division: places.东关镇 })
    expect(rows).toEqual([])
  })

  it('tells the numbers in a sentence, the suggested type and the head of the household', async () => {
    const { rows } = await desk.ask('村专员·孙二宝', listFindings, { rule: 'medical.selfPayHigh' })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      household: willow.household,
      headName: '王大山',
      suggestedType: 'marginal',
      days: 0,
    })
    expect(rows[0]!.sentence).toContain('近12个月报销后自付医疗费 25,000.00 元')
  })

  it('goes on page by page, every row once', async () => {
    const all = await desk.ask('市局·赵敏', listFindings, { size: 100 })
    const paged: string[] = []
    for (let after: string | undefined, more = true; more;) {
      const page = await desk.ask('市局·赵敏', listFindings, { size: 3, after })
      paged.push(...page.rows.map(({ id }) => id))
      after = page.next ?? undefined
      more = page.next !== null
    }
    expect(paged).toEqual(all.rows.map(({ id }) => id))
    expect(new Set(paged).size).toBe(paged.length)
  })

  it('refuses a mark that is none', async () => {
    for (const after of ['eA', markOf('2026-02-30', newId()), markOf('2026-02-28', newId(), newId())]) {
      await expect(desk.ask('市局·赵敏', listFindings, { after })).rejects.toMatchObject({ status: 422 })
      await expect(desk.ask('市局·赵敏', listRuns, { after })).rejects.toMatchObject({ status: 422 })
    }
  })
})

describe('departments and auditors', () => {
  it('a department sees the findings of its own rules only, masked and without a type', async () => {
    const { rows } = await desk.ask('医保局·钱进', listFindings, { size: 100 })
    expect(new Set(rows.map(({ rule }) => rule))).toEqual(new Set(['medical.selfPayHigh']))
    expect(rows.map(({ suggestedType }) => suggestedType)).toEqual(rows.map(() => null))
    expect(rows[0]!.headName).toBe('王*山')
  })

  it('a department opens its own rules and feeds of a household, never the income', async () => {
    const answer = await desk.ask('医保局·钱进', explainHousehold, {
      county: willow.county,
      household: willow.household,
    })
    expect(new Set(answer.rules.map(({ owner }) => owner))).toEqual(new Set(['医保局']))
    expect(answer.facts.map(({ key }) => key)).toContain('selfPaid')
    expect(answer.facts.map(({ key }) => key)).not.toContain('incomePerPerson')
    expect(answer.records.map(({ group }) => group)).toEqual(['医疗费用'])
    expect(JSON.stringify(answer)).not.toContain('元/年')
  })

  it('an auditor meets no illness, not even in a count', async () => {
    const { byRule } = await desk.ask('审计·周正', countFindings, {})
    expect(byRule.map(({ rule }) => rule)).toEqual(['income.belowLine'])
    const { total } = await desk.ask('审计·周正', countFindings, { rule: 'medical.selfPayHigh' })
    expect(total).toBe(0)
  })

  it('an officer of the system has no business here', async () => {
    await expect(desk.ask('系统·严立', listFindings, {})).rejects.toMatchObject({ status: 403 })
  })
})

describe('the count', () => {
  it.each(['市局·赵敏', '县专班·王强', '乡专干·李梅', '村专员·孙二宝', '医保局·钱进', '审计·周正'] as const)(
    'of %s equals the list, in all and by rule',
    async (who) => {
      const { rows } = await desk.ask(who, listFindings, { size: 100 })
      const { total, byRule, byPlace } = await desk.ask(who, countFindings, {})
      expect(total).toBe(rows.length)
      for (const { rule, count } of byRule)
        expect(rows.filter((row) => row.rule === rule)).toHaveLength(count)
      expect(byPlace.reduce((sum, { count }) => sum + count, 0)).toBe(total)
    },
  )

  it('is by county for the city, by township for a county, by village for a township', async () => {
    const placesOf = async (who: PersonName) =>
      (await desk.ask(who, countFindings, {})).byPlace.map(({ division }) => division)
    expect(await placesOf('市局·赵敏')).toEqual([places.云山县, places.青川县])
    expect(await placesOf('县专班·王强')).toEqual([places.柳林镇, places.石坡乡])
    expect(await placesOf('乡专干·李梅')).toEqual([places.上柳村, places.下柳村])
  })
})

describe('the explanation', () => {
  it('says why, condition by condition, and shows the records behind', async () => {
    const answer = await desk.ask('乡专干·李梅', explainHousehold, {
      county: willow.county,
      household: willow.household,
    })
    expect(answer.rules).toHaveLength(householdCatalogue.rules.length)
    const income = answer.rules.find(({ rule }) => rule === 'income.belowLine')!
    expect(income.outcome).toBe(true)
    expect(income.trace.map(({ text }) => text).join()).toContain('低于防止返贫监测范围线 7,100.00 元/年')
    expect(answer.suggestion).toMatchObject({ type: 'marginal', label: '边缘易致贫户' })
    expect(answer.records.find(({ group }) => group === '医疗费用')!.records[0]).toMatchObject({
      amount: 2_500_000,
      source: '医保局',
    })
    const written = await desk.db.admin(
      `select count(*)::int as n from audit.entry where act = 'monitoring.explainHousehold' and subject = $1`,
      [willow.household],
    )
    expect(written.rows[0].n).toBeGreaterThan(0)
  })

  it('agrees with the findings', async () => {
    const answer = await desk.ask('乡专干·李梅', explainHousehold, {
      county: willow.county,
      household: willow.household,
    })
    const pointing = answer.rules.filter(({ outcome }) => outcome).map(({ rule }) => rule)
    expect(answer.findings.map(({ rule }) => rule).sort()).toEqual(pointing.sort())
  })

  it('knows no household of another place', async () => {
    const asked = { county: neighbour.county, household: neighbour.household }
    await expect(desk.ask('乡专干·李梅', explainHousehold, asked)).rejects.toMatchObject({ status: 404 })
  })
})

describe('trying and running', () => {
  it('tries a line within the own place only', async () => {
    const changes = [{ key: 'line.monitoring', value: 500_000 }]
    const town = await desk.ask('乡专干·李梅', whatIf, { changes })
    expect(town.counts.find(({ rule }) => rule === 'income.belowLine')).toMatchObject({
      county: 149901,
      now: 2,
      would: 0,
    })
    const city = await desk.ask('市局·赵敏', whatIf, { changes })
    expect(city.counts.filter(({ rule }) => rule === 'income.belowLine').map(({ now }) => now)).toEqual([
      3, 1,
    ])
    await expect(desk.ask('乡专干·李梅', whatIf, { changes, division: places.东关镇 })).rejects.toMatchObject(
      { status: 404 },
    )
    await expect(desk.ask('医保局·钱进', whatIf, { changes })).rejects.toMatchObject({ status: 403 })
  })

  it('a township screens itself and changes nothing elsewhere', async () => {
    const before = await desk.ask('市局·赵敏', countFindings, {})
    const run = await desk.act('乡专干·李梅', startScreening, { reach: 'all' })
    expect(run).toMatchObject({ opened: 0, changed: 0, closed: 0 })
    expect(await desk.ask('市局·赵敏', countFindings, {})).toEqual(before)
    await expect(desk.act('村专员·孙二宝', startScreening, {})).rejects.toMatchObject({ status: 403 })
  })

  it('shows a township its own runs, the city all', async () => {
    const own = await desk.ask('乡专干·李梅', listRuns, {})
    expect(own.rows.map(({ division }) => division)).toEqual([places.柳林镇])
    const all = await desk.ask('市局·赵敏', listRuns, { size: 1 })
    expect(all.rows[0]!.division).toBe(places.柳林镇)
    const rest = await desk.ask('市局·赵敏', listRuns, { size: 1, after: all.next! })
    expect(rest.rows[0]!.division).toBe(places.city)
  })

  it('lists rules and parameters with their documents', async () => {
    const { rules } = await desk.ask('医保局·钱进', listRules, {})
    expect(new Set(rules.map(({ owner }) => owner))).toEqual(new Set(['医保局']))
    const { parameters } = await desk.ask('村专员·孙二宝', listParameters, {})
    const line = parameters.find(({ key }) => key === 'line.monitoring')!
    expect(line.inForce).toMatchObject({ value: 710_000, confidence: 'verified', to: '2023-12-31' })
    expect(line.rows[0]).toMatchObject({ from: '2024-01-01', confidence: 'unverified' })
  })
})
