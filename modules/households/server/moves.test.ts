import { month, newId } from '@xinlu/kernel/basis'
import { type PersonName, places } from '@xinlu/kernel/access/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anIdNumber, type Built } from '../test/builders.ts'
import { type VillageDesk, openVillageDesk, problemOf } from '../test/desk.ts'

let desk: VillageDesk
beforeAll(async () => {
  desk = await openVillageDesk()
})
afterAll(async () => desk.close())

const couple = () =>
  desk.build({
    division: places.上柳村,
    code: `H${newId()}`,
    kind: 'formerPoor',
    monitored: 'unstable',
    identifiedMonth: month('2023-01'),
    members: [
      { relation: 'head', name: '刘守义', idNumber: anIdNumber({ born: '1970-05-01' }) },
      { relation: 'spouse', name: '陈巧云', idNumber: anIdNumber({ born: '1972-08-09', sex: 'female' }) },
    ],
  })
const move = (who: PersonName, built: Built, to: number, more: object = {}) =>
  desk.act(who, 'moveHousehold', {
    county: built.county,
    household: built.household,
    ver: built.ver,
    to,
    reason: '随子女居住',
    onDay: '2023-06-20',
    ...more,
  })
const income = (built: Built) =>
  desk.act('乡专干·李梅', 'recordIncome', {
    county: built.county,
    household: built.household,
    income: newId(),
    moment: 'identified',
    from: '2022-01',
    to: '2022-12',
    lines: [{ line: 'a1', fen: 1_000_000 }],
    overrides: [],
  })

describe('moveHousehold inside the county', () => {
  it('moves everything to the other village; the history keeps where it was', async () => {
    const built = await couple()
    await income(built)
    const answer = await move('乡专干·李梅', { ...built, ver: built.ver + 1 }, places.下柳村)
    expect(answer).toMatchObject({ state: 'done', household: built.household })
    const { rows } = await desk.test.admin(
      `select distinct division::text from (
         select division, id as household from households.household union all
         select division, household from households.person union all
         select division, household from households.member union all
         select division, household from households.income union all
         select l.division, i.household from households.income_line l join households.income i on i.id = l.income union all
         select division, household from households.event) t where household = $1`,
      [built.household],
    )
    expect(rows).toEqual([{ division: String(places.下柳村) }])
    const history = await desk.test.admin(
      'select at_division::text from households.event where household = $1 order by at, id',
      [built.household],
    )
    expect(history.rows.map((row) => row.at_division)).toEqual([String(places.上柳村), String(places.下柳村)])
    const seen = desk.ask('村专员·孙二宝', 'getHousehold', {
      county: built.county,
      household: built.household,
    })
    expect(await problemOf(seen)).toMatchObject({ status: 404 })
  })
})

describe('moveHousehold across counties', () => {
  it('is a move-out and a move-in in one act for whoever covers both', async () => {
    const built = await couple()
    await income(built)
    const answer = await move('市局·赵敏', { ...built, ver: built.ver + 1 }, places.东关村)
    expect(answer).toMatchObject({ state: 'done', county: 149902 })
    const old = await desk.ask('市局·赵敏', 'getHousehold', {
      county: built.county,
      household: built.household,
    })
    expect(old).toMatchObject({
      state: 'movedOut',
      size: 0,
      successor: { county: 149902, household: answer.household },
      past: [{ outReason: 'moved' }, { outReason: 'moved' }],
    })
    const fresh = await desk.ask('邻县专班·郑邻', 'getHousehold', {
      county: 149902,
      household: answer.household,
    })
    expect(fresh).toMatchObject({
      state: 'living',
      size: 2,
      code: old.code,
      monitored: 'unstable',
      identifiedMonth: '2023-01',
    })
    expect(fresh.members).toMatchObject([
      { name: '刘守义', relation: 'head' },
      { name: '陈巧云', relation: 'spouse' },
    ])
    expect(fresh.incomes).toMatchObject([{ moment: 'identified', net: 1_000_000 }])
    // The way back is open: neither 户编号 nor identity numbers stand in the way.
    const back = { ...built, county: 149902, household: String(answer.household), ver: Number(answer.ver) }
    expect(await move('市局·赵敏', back, places.上柳村)).toMatchObject({ state: 'done', county: 149901 })
  })

  it('waits for the city when the sender covers only one side, and moves when it is received', async () => {
    const built = await couple()
    const sent = await move('县专班·王强', built, places.东关村)
    expect(sent).toMatchObject({ state: 'waiting', household: built.household })
    const list = await desk.ask('市局·赵敏', 'listMoves', {})
    expect(list.rows).toMatchObject([
      { move: sent.move, headName: '刘守义', to: places.东关村, canReceive: true },
    ])
    expect((await desk.ask('县专班·王强', 'listMoves', {})).rows).toMatchObject([{ canReceive: false }])
    expect((await desk.ask('邻县专班·郑邻', 'listMoves', {})).rows).toEqual([])
    const other = await move('县专班·王强', await couple(), places.东关村)
    const first = await desk.ask('市局·赵敏', 'listMoves', { size: 1 })
    const second = await desk.ask('市局·赵敏', 'listMoves', { size: 1, after: first.next })
    expect(second).toMatchObject({ rows: [{ move: other.move }], next: null })
    const receive = { county: built.county, move: sent.move }
    expect(await problemOf(desk.act('县专班·王强', 'receiveMove', receive))).toMatchObject({ status: 403 })
    expect(await problemOf(desk.act('邻县专班·郑邻', 'receiveMove', receive))).toMatchObject({ status: 404 })
    expect(
      await problemOf(move('县专班·王强', { ...built, ver: Number(sent.ver) }, places.西关村)),
    ).toMatchObject({
      code: 'households.move-waiting',
    })
    expect(await desk.act('市局·赵敏', 'receiveMove', receive)).toMatchObject({ county: 149902 })
    expect(await problemOf(desk.act('市局·赵敏', 'receiveMove', receive))).toMatchObject({
      code: 'households.move-closed',
    })
  })

  it('can be withdrawn while it waits', async () => {
    const built = await couple()
    const sent = await move('县专班·王强', built, places.东关村)
    const body = { county: built.county, move: sent.move }
    await desk.act('县专班·王强', 'withdrawMove', body)
    expect(await problemOf(desk.act('县专班·王强', 'withdrawMove', body))).toMatchObject({
      code: 'households.move-closed',
    })
    expect(
      await desk.ask('县专班·王强', 'getHousehold', { county: built.county, household: built.household }),
    ).toMatchObject({
      state: 'living',
      size: 2,
    })
  })

  it('refuses: no village, the same village, the future, a day before the members joined', async () => {
    const built = await couple()
    const code = async (to: number, more: object = {}) =>
      (await problemOf(move('县专班·王强', built, to, more))).code
    expect(await code(places.石坡乡)).toBe('households.not-village')
    expect(await code(places.上柳村)).toBe('households.already-there')
    expect(await code(places.下柳村, { onDay: '2023-08-01' })).toBe('households.wrong-day')
    expect(await code(places.下柳村, { onDay: '2013-08-01' })).toBe('households.wrong-day')
    expect(await code(places.下柳村, { ver: 9 })).toBe('commands.stale-version')
  })
})
