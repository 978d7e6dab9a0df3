import { places } from '@xinlu/kernel/access/test'
import { newId } from '@xinlu/kernel/basis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkRecord, recordsOf } from '../contract.ts'
import { feedNames } from '../model.ts'
import { openOffice, register, type Office, type Registered } from '../test/index.ts'
import { followHousehold } from './index.ts'
import { tableOf } from './store/tables.ts'

let office: Office
let dashan: Registered
let away: Registered

beforeAll(async () => {
  office = await openOffice()
  const { db, keys } = office
  dashan = await register(db, keys, { number: '149901198503150010', name: '李大山', division: places.上柳村 })
  away = await register(db, keys, { number: '14990119400202005X', name: '王石', division: places.石坡村 })
  for (const person of [dashan, away]) {
    for (const feed of feedNames) {
      // Two people cannot have one settlement, which only the number of the bill tells.
      if (feed === 'medicalExpense' && person === away) continue
      const id = await office.queue(feed, { number: person.number, name: person.name, village: '上柳村' })
      const records = [{ id, ver: 1, person: { county: person.county, id: person.person } }]
      await office.act('县专班·王强', linkRecord, { county: 149901, records })
    }
  }
  await db.admin(
    `insert into departments.water_stop (county, id, division, from_on, cause) values
       (149901, $1, $2, '2023-03-01', 'engineering'), (149901, $3, $4, '2023-03-01', 'engineering')`,
    [newId(), places.上柳村, newId(), places.下柳村],
  )
})
afterAll(() => office.close())

const of = (who: Parameters<Office['ask']>[0], more: object = {}) =>
  office.ask(who, recordsOf, { county: 149901, household: dashan.household, ...more })

describe('recordsOf', () => {
  it('shows the county every feed with its source, month and day of arrival', async () => {
    const { feeds } = await of('县专班·王强')
    expect(feeds.map(({ ledger }) => ledger)).toEqual(feedNames)
    const [medical] = feeds
    expect(medical).toMatchObject({ departmentLabel: '医保局', total: 1 })
    expect(medical!.records[0]).toMatchObject({ personName: '李大山', month: '2023-04' })
    expect(medical!.records[0]!.facts).toContainEqual({
      key: 'selfPaid',
      label: '个人自付（元）',
      text: '15900.00',
      hidden: false,
    })
    expect(
      feeds.flatMap(({ records }) => records.flatMap(({ facts }) => facts)).filter(({ hidden }) => hidden),
    ).toEqual([])
  })

  it('counts a stop of the whole village for the household, and not that of the next village', async () => {
    const { feeds } = await of('县专班·王强', { ledger: 'waterStop' })
    expect(feeds[0]!.total).toBe(2)
    expect(feeds[0]!.records.filter(({ person }) => person === null)).toHaveLength(1)
  })

  it.each(['乡专干·李梅', '村专员·孙二宝'] as const)(
    '%s learns of holdings but not of their worth and numbers',
    async (who) => {
      const { feeds } = await of(who)
      const answer = JSON.stringify(feeds)
      for (const secret of [
        '晋H12345',
        '32000',
        '不动产权第',
        '92149901MA0K00001X',
        '老李小卖部',
        '中心小学',
      ]) {
        expect(answer).not.toContain(secret)
      }
      const vehicle = feeds.find(({ ledger }) => ledger === 'holdingVehicle')!.records[0]!.facts
      expect(vehicle.filter(({ hidden }) => !hidden).map(({ text }) => text)).toEqual([
        '货车',
        '是',
        '2021-06-01',
      ])
      expect(answer).toContain('15900.00')
    },
  )

  it('tells the auditor neither illness nor disability', async () => {
    const { feeds } = await of('审计·周正')
    const hidden = feeds.filter(({ ledger }) => ledger === 'medicalExpense' || ledger === 'disability')
    const told = hidden
      .flatMap(({ records }) => records.flatMap(({ facts }) => facts))
      .filter((fact) => !fact.hidden)
    expect(told.map(({ key }) => key)).toEqual(['settledOn', 'settlementNo'])
  })

  it('shows a liaison the own feeds only', async () => {
    const { feeds } = await of('医保局·钱进')
    expect(feeds.map(({ ledger }) => ledger)).toEqual(['medicalExpense', 'insurance'])
    expect((await of('医保局·钱进', { ledger: 'relief' })).feeds).toEqual([])
  })

  it('does not know households of other places', async () => {
    await expect(of('邻县专班·郑邻')).rejects.toMatchObject({ status: 404 })
    const elsewhere = { county: 149901, household: away.household }
    await expect(office.ask('村专员·孙二宝', recordsOf, elsewhere)).rejects.toMatchObject({ status: 404 })
    await expect(office.ask('系统·严立', recordsOf, elsewhere)).rejects.toMatchObject({ status: 403 })
  })

  it('leaves an entry of who looked', async () => {
    await of('乡专干·李梅')
    const { rows } = await office.db.admin(
      `select count(*)::int as entries from audit.entry
       where act = 'departments.recordsOf' and actor_name = '李梅' and subject = $1`,
      [dashan.household],
    )
    expect(rows[0].entries).toBeGreaterThan(0)
  })
})

describe('followHousehold', () => {
  it('takes every record of a household along, and nothing else', async () => {
    const { household } = away
    await office.system((tx) => followHousehold(tx, { county: 149901, household, division: places.下柳村 }))
    for (const feed of feedNames) {
      const { rows } = await office.db.admin(
        `select distinct division from ${tableOf(feed)} where household = $1`,
        [household],
      )
      expect(rows.filter(({ division }) => Number(division) !== places.下柳村)).toEqual([])
      const others = await office.db.admin(`select division from ${tableOf(feed)} where household = $1`, [
        dashan.household,
      ])
      expect(others.rows.map(({ division }) => Number(division))).toEqual([places.上柳村])
    }
  })
})
