import { newId } from '@xinlu/kernel/basis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { places } from '@xinlu/kernel/access/test'
import { listBatches } from '../contract.ts'
import { openOffice, type Office } from '../test/index.ts'
import { loadCalendar } from './index.ts'
import { day } from '@xinlu/kernel/basis'

let office: Office

async function arrive(
  ledger: string,
  period: string | null,
  at: string,
  told: { county?: number; state?: string } = {},
) {
  const { county = 149901, state = 'committed' } = told
  const counts = { new: 3, update: 2, same: 1, error: 1, unmatched: 2, contradicting: 1 }
  await office.db.admin(
    `insert into exchange.batch (county, id, division, ledger, department, period, purpose, file_name, file_digest, rows,
       state, counts, by_account, by_name, committed_at)
     values ($1::int, $2, $1::int::bigint * 1000000, $3, '测试', $4, '测试', 'a.csv', decode(repeat('00', 32), 'hex'), 10, $5, $6,
       '01920000-0000-7000-8000-000000001001', '测试', $7)`,
    [county, newId(), `departments.${ledger}`, period, state, JSON.stringify(counts), at],
  )
}

beforeAll(async () => {
  office = await openOffice(new Date('2023-06-20T02:00:00Z'))
  await arrive('medicalExpense', '2023-04', '2023-05-05T15:59:00Z')
  await arrive('medicalExpense', '2023-04', '2023-05-09T01:00:00Z')
  await arrive('medicalExpense', '2023-05', '2023-06-05T16:01:00Z')
  await arrive('medicalExpense', '2023-05', '2023-06-01T01:00:00Z', { state: 'previewed' })
  await arrive('relief', '2023-05', '2023-06-08T01:00:00Z', { county: 149900 })
  await arrive('disability', '2023-Q1', '2023-04-03T01:00:00Z')
  await arrive('disaster', null, '2023-05-30T01:00:00Z')
})
afterAll(() => office.close())

const span = { from: '2023-03', to: '2023-06' }
const brief = (rows: Awaited<ReturnType<typeof asked>>['rows']) =>
  rows.map(({ county, period, due, state, arrivedOn }) => [county, period, due, state, arrivedOn])
const asked = (who: Parameters<Office['ask']>[0], more: object = {}) =>
  office.ask(who, listBatches, { ...span, ...more })

describe('listBatches', () => {
  it('tells 按时, 逾期, 未到 and 未到期, by the office day', async () => {
    expect(brief((await asked('县专班·王强', { ledger: 'medicalExpense' })).rows)).toEqual([
      [149901, '2023-03', '2023-04-05', 'missing', null],
      [149901, '2023-04', '2023-05-05', 'onTime', '2023-05-05'],
      [149901, '2023-05', '2023-06-05', 'late', '2023-06-06'],
      [149901, '2023-06', '2023-07-05', 'pending', null],
    ])
  })

  it('adds the batches of one period up, and only those taken in', async () => {
    const { rows } = await asked('县专班·王强', { ledger: 'medicalExpense' })
    expect(rows[1]).toMatchObject({
      batches: 2,
      rows: 20,
      added: 6,
      updated: 4,
      same: 2,
      errors: 2,
      unmatched: 4,
      contradicting: 2,
    })
    expect(rows[2]).toMatchObject({ batches: 1, rows: 10 })
  })

  it('counts what the city sent for every county', async () => {
    const { rows } = await asked('市局·赵敏', { ledger: 'relief', state: 'onTime' })
    expect(brief(rows)).toEqual([
      [149901, '2023-05', '2023-06-10', 'onTime', '2023-06-08'],
      [149902, '2023-05', '2023-06-10', 'onTime', '2023-06-08'],
    ])
  })

  it('knows quarters, and events that nobody could expect', async () => {
    expect(brief((await asked('县专班·王强', { ledger: 'disability' })).rows)).toEqual([
      [149901, '2023-Q1', '2023-04-10', 'onTime', '2023-04-03'],
      [149901, '2023-Q2', '2023-07-10', 'pending', null],
    ])
    expect(brief((await asked('县专班·王强', { ledger: 'disaster' })).rows)).toEqual([
      [149901, '2023-05', null, null, '2023-05-30'],
    ])
  })

  it('shows a liaison the own ledgers, and the village nothing', async () => {
    const { rows } = await asked('医保局·钱进')
    expect([...new Set(rows.map(({ ledger }) => ledger))]).toEqual(['medicalExpense', 'insurance'])
    await expect(asked('村专员·孙二宝')).rejects.toMatchObject({ status: 403 })
  })

  it('shows a county neither the other county nor what it sent', async () => {
    const { rows } = await asked('邻县专班·郑邻', { ledger: 'medicalExpense' })
    expect(rows.map(({ county, batches }) => [county, batches])).toEqual(Array(4).fill([149902, 0]))
  })

  it('refuses more than a year at once', async () => {
    await expect(asked('市局·赵敏', { from: '2022-06' })).rejects.toMatchObject({
      code: 'departments.too-many-months',
    })
  })
})

describe('loadCalendar', () => {
  it('adds what is missing and keeps what is there', async () => {
    const load = () => office.system((tx) => loadCalendar(tx, places.青川县, day('2023-01-01')))
    expect(await load()).toBe(17)
    expect(await load()).toBe(0)
  })
})
