/** A conclusion is kept, bounded, and never undone by a screening. */
import { places } from '@xinlu/kernel/access/test'
import { addDays, type Day } from '@xinlu/kernel/basis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  countFindings,
  decideFinding,
  explainHousehold,
  listFindings,
  setParameter,
  whatIf,
} from '../contract.ts'
import { openFindingsDesk, settle, storyDay, type FindingsDesk, type Settled } from '../test/index.ts'

let desk: FindingsDesk
let house: Settled

beforeAll(async () => {
  desk = await openFindingsDesk()
  house = await settle(desk.db, places.上柳村, {
    income: [{ perPerson: 6_000 }],
    feeds: { medicalExpense: [{ settledOn: '2023-03-12', selfPaid: 2_500_000 }] },
  })
  await settle(desk.db, places.东关村, { income: [{ perPerson: 6_000 }] })
  await desk.screen()
})
afterAll(() => desk.close())

async function finding(rule: string) {
  const { rows } = await desk.ask('乡专干·李梅', listFindings, { rule })
  const { county, id, ver } = rows[0]!
  return { county, finding: id, ver }
}

it('keeps silent about a household without risk until the day, and speaks again after it', async () => {
  const until = addDays(storyDay, 60)
  const asked = {
    ...(await finding('income.belowLine')),
    verdict: 'noRisk' as const,
    reason: '儿子按月寄钱,收入够用',
    until,
  }
  expect(await desk.act('乡专干·李梅', decideFinding, asked)).toMatchObject({ state: 'closed' })
  const before = await desk.screen()
  expect(before).toMatchObject({ opened: 0 })
  expect(before!.byRule['income.belowLine']).toMatchObject({ kept: 1 })
  const answer = await desk.ask('乡专干·李梅', explainHousehold, {
    county: house.county,
    household: house.household,
  })
  expect(answer.rules.find(({ rule }) => rule === 'income.belowLine')!.outcome).toBe(true)
  expect(answer.findings.find(({ rule }) => rule === 'income.belowLine')!.decision).toMatchObject({
    verdict: 'noRisk',
    reason: '儿子按月寄钱,收入够用',
    until,
    byName: '李梅',
  })
  const after = await desk.screen({ asOf: addDays(until, 1) as Day })
  expect(after!.byRule['income.belowLine']).toMatchObject({ opened: 1, kept: 0 })
  await desk.screen()
})

it('refuses a silence longer than the setting', async () => {
  const asked = { ...(await finding('medical.selfPayHigh')), verdict: 'noRisk' as const, reason: '核实' }
  await expect(
    desk.act('乡专干·李梅', decideFinding, { ...asked, until: addDays(storyDay, 93) }),
  ).rejects.toMatchObject({
    code: 'monitoring.quiet-too-long',
  })
  await expect(desk.act('乡专干·李梅', decideFinding, asked)).rejects.toMatchObject({
    code: 'rules.decision-incomplete',
  })
})

it('lets the village explain, and not decide', async () => {
  const asked = { ...(await finding('medical.selfPayHigh')), verdict: 'toLead' as const, reason: '情况属实' }
  await expect(desk.act('村专员·孙二宝', decideFinding, asked)).rejects.toMatchObject({ status: 403 })
  await expect(desk.act('市局·赵敏', decideFinding, asked)).rejects.toMatchObject({ status: 403 })
  await expect(desk.act('邻县专班·郑邻', decideFinding, asked)).rejects.toMatchObject({ status: 404 })
})

it('returns a finding to the department that sent the data, and only to one', async () => {
  const income = await desk.ask('邻县专班·郑邻', listFindings, { rule: 'income.belowLine' })
  const { county, id, ver } = income.rows[0]!
  await expect(
    desk.act('邻县专班·郑邻', decideFinding, {
      county,
      finding: id,
      ver,
      verdict: 'returned',
      reason: '数据有误',
    }),
  ).rejects.toMatchObject({ code: 'monitoring.nobody-to-return-to' })
  const asked = await finding('medical.selfPayHigh')
  const done = await desk.act('乡专干·李梅', decideFinding, {
    ...asked,
    verdict: 'returned',
    reason: '结算已冲销',
  })
  expect(done.state).toBe('open')
  const { rows } = await desk.ask('医保局·钱进', listFindings, {})
  expect(rows[0]).toMatchObject({ rule: 'medical.selfPayHigh', verdict: 'returned' })
  await expect(
    desk.act('乡专干·李梅', decideFinding, { ...asked, verdict: 'toLead', reason: '又核实' }),
  ).rejects.toMatchObject({ code: 'rules.finding-changed' })
  const { total } = await desk.ask('乡专干·李梅', countFindings, {
    undecided: true,
    rule: 'medical.selfPayHigh',
  })
  expect(total).toBe(0)
})

it('sets a line for the own county from today on, with its document, never backwards', async () => {
  const line = {
    key: 'line.monitoring',
    place: places.云山县,
    value: 500_000,
    from: storyDay,
    document: '云山县测试文件〔2023〕1号',
  }
  await expect(desk.act('县专班·王强', setParameter, { ...line, from: '2023-05-30' })).rejects.toMatchObject({
    code: 'monitoring.parameter-retroactive',
  })
  await expect(desk.act('县专班·王强', setParameter, { ...line, place: places.city })).rejects.toMatchObject({
    status: 403,
  })
  await expect(
    desk.act('县专班·王强', setParameter, { ...line, place: places.柳林镇 }),
  ).rejects.toMatchObject({
    code: 'monitoring.parameter-place',
  })
  await expect(desk.act('县专班·王强', setParameter, { ...line, value: 0.5 })).rejects.toMatchObject({
    status: 422,
  })
  await expect(desk.act('县专班·王强', setParameter, { ...line, key: 'toString' })).rejects.toMatchObject({
    status: 422,
  })
  await expect(desk.act('乡专干·李梅', setParameter, line)).rejects.toMatchObject({ status: 403 })
  await desk.act('县专班·王强', setParameter, line)
  await expect(desk.act('县专班·王强', setParameter, line)).rejects.toMatchObject({
    code: 'monitoring.parameter-taken',
  })
  await desk.screen()
  const left = await desk.ask('市局·赵敏', countFindings, { rule: 'income.belowLine' })
  expect(left.byPlace.map(({ division }) => division)).toEqual([places.青川县])
  const back = await desk.ask('市局·赵敏', whatIf, { changes: [{ key: 'line.monitoring', value: 710_000 }] })
  expect(back.counts.filter(({ rule }) => rule === 'income.belowLine')).toMatchObject([
    { county: 149901, now: 0, would: 1 },
    { county: 149902, now: 1, would: 1 },
  ])
})
