import { newId } from '@xinlu/kernel/basis'
import { type PersonName, places } from '@xinlu/kernel/access/test'
import { markOf } from '@xinlu/kernel/commands/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anIdNumber, type Built } from '../test/builders.ts'
import { type VillageDesk, openVillageDesk, problemOf } from '../test/desk.ts'

let desk: VillageDesk
let wang: Built
let far: Built
const idNumber = anIdNumber({ born: '1971-01-01' })
beforeAll(async () => {
  desk = await openVillageDesk()
  wang = await desk.build({
    division: places.上柳村,
    code: 'H1499010001',
    phone: '13803501111',
    members: [
      { relation: 'head', name: '王守山', idNumber, phone: '13803502222', health: ['chronic'], code: 'R1' },
      {
        relation: 'grandson',
        name: '王小宝',
        idNumber: anIdNumber({ born: '2015-01-01' }),
        education: null,
        schooling: 'primary',
        labour: 'none',
      },
    ],
  })
  far = await desk.build({ division: places.东关村, members: [{ relation: 'head', name: '王守海' }] })
  for (const name of ['安一', '白二', '曹三', '安一']) {
    await desk.build({ division: places.下柳村, members: [{ relation: 'head', name }] })
  }
})
afterAll(async () => desk.close())

const search = async (who: PersonName, body: object) =>
  (await desk.ask(who, 'searchHouseholds', body)).rows as { id: string }[]

describe('searchHouseholds', () => {
  it('finds by name prefix, initials, number, either phone and 户编号, inside the scope only', async () => {
    for (const body of [
      { name: '王守' },
      { initials: 'wss' },
      { idNumber },
      { phone: '13803501111' },
      { phone: '138 0350 2222' },
      { code: 'H1499010001' },
    ]) {
      expect((await search('乡专干·李梅', body)).map((row) => row.id)).toEqual([wang.household])
      expect((await search('邻县专班·郑邻', body)).map((row) => row.id)).not.toContain(wang.household)
    }
    expect((await search('市局·赵敏', { name: '王守' })).map((row) => row.id).sort()).toEqual(
      [wang.household, far.household].sort(),
    )
    expect(await search('市局·赵敏', { name: '王守', within: places.青川县 })).toMatchObject([
      { id: far.household },
    ])
  })

  it('repairs a number before it looks, and finds nothing for what is no number', async () => {
    expect(await search('乡专干·李梅', { idNumber: ` ${idNumber.toLowerCase()} ` })).toHaveLength(1)
    expect(await search('乡专干·李梅', { idNumber: '123' })).toEqual([])
  })

  it('goes on page by page, each row once', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await desk.ask('乡专干·李梅', 'searchHouseholds', {
        name: '安',
        size: 1,
        ...(after ? { after } : {}),
      })
      seen.push(...(page.rows as { id: string }[]).map((row) => row.id))
      after = (page.next as string | null) ?? undefined
    } while (after)
    expect(new Set(seen).size).toBe(2)
    expect(seen).toHaveLength(2)
  })

  it('refuses no criterion, two, a forged mark, and a number for a role that may not read it', async () => {
    const code = async (who: PersonName, body: object) => (await problemOf(search(who, body))).code
    expect(await code('乡专干·李梅', {})).toBe('households.one-criterion')
    expect(await code('乡专干·李梅', { name: '王', code: 'H1' })).toBe('households.one-criterion')
    expect(await code('乡专干·李梅', { name: '王', after: 'x' })).toBe('commands.refused-input')
    expect(await code('审计·周正', { idNumber })).toBe('households.not-searchable')
    // A department sees its own records, not the register.
    expect(await code('医保局·钱进', { name: '王' })).toBe('commands.forbidden')
    expect(await code('系统·严立', { name: '王' })).toBe('commands.forbidden')
  })
})

describe('listVillage', () => {
  it('lists a village by the head’s initials and goes on after the last row', async () => {
    const first = await desk.ask('乡专干·李梅', 'listVillage', { village: places.下柳村, size: 3 })
    expect((first.rows as { headName: string }[]).map((row) => row.headName)).toEqual([
      '安一',
      '安一',
      '白二',
    ])
    const rest = await desk.ask('乡专干·李梅', 'listVillage', {
      village: places.下柳村,
      size: 3,
      after: first.next,
    })
    expect(rest).toMatchObject({ rows: [{ headName: '曹三' }], next: null })
    expect(await desk.ask('邻县专班·郑邻', 'listVillage', { village: places.下柳村 })).toEqual({
      rows: [],
      next: null,
    })
    expect(await problemOf(desk.ask('市局·赵敏', 'listVillage', { village: places.云山县 }))).toMatchObject({
      code: 'households.not-village',
    })
  })
})

it.each([
  ['searchHouseholds', { name: '王' }, markOf('wang', 'x')],
  ['listVillage', { village: places.下柳村 }, markOf('wang')],
  ['listMoves', {}, markOf('2026-02-30T00:00:00.000Z', newId())],
])('%s refuses a mark that is none', async (list, body, after) => {
  expect(await problemOf(desk.ask('市局·赵敏', list, { ...body, after }))).toMatchObject({ status: 422 })
})

describe('getHousehold', () => {
  const page = (who: PersonName) =>
    desk.ask(who, 'getHousehold', { county: wang.county, household: wang.household })

  it('masks every number, also for those who work there', async () => {
    const shown = await page('村专员·孙二宝')
    expect(shown).toMatchObject({
      phone: '138****1111',
      members: [
        { name: '王守山', idNumber: '*'.repeat(18), phone: '138****2222', facts: { health: ['chronic'] } },
        { name: '王小宝' },
      ],
    })
    expect(JSON.stringify(shown)).not.toContain(idNumber.slice(0, 6))
  })

  it('keeps illness, hardship and children from roles that are not cleared', async () => {
    const shown = await page('审计·周正')
    const text = JSON.stringify(shown)
    expect(text).not.toContain('chronic')
    expect(text).not.toContain('小宝')
    expect(text).not.toContain('2015-01-01')
    expect(shown.doubts).toEqual([])
    expect((shown.members as { hidden: string[] }[])[0]?.hidden).toContain('health')
  })

  it('is not found from outside', async () => {
    expect(await problemOf(page('邻县专班·郑邻'))).toMatchObject({ status: 404 })
  })
})

describe('revealPerson and revealHousehold', () => {
  it('open one number with a reason, and the trail knows', async () => {
    const person = wang.people['王守山']
    const body = { subject: person, field: 'idNumber', reason: 'verify' }
    expect(await desk.ask('村专员·孙二宝', 'revealPerson', body)).toMatchObject({ value: idNumber })
    expect(
      await desk.ask('村专员·孙二宝', 'revealHousehold', {
        ...body,
        subject: wang.household,
        field: 'phone',
      }),
    ).toMatchObject({
      value: '13803501111',
    })
    expect(
      await desk.ask('村专员·孙二宝', 'revealPerson', { ...body, field: 'disabilityCard' }),
    ).toMatchObject({ value: null })
    const { rows } = await desk.test.admin(
      `select detail::json from audit.entry where act = 'households.revealPerson' and subject = $1 order by seq`,
      [person],
    )
    expect(rows.map((row) => row.detail)).toEqual([
      { field: 'idNumber', reason: 'verify' },
      { field: 'disabilityCard', reason: 'verify' },
    ])
    expect(await problemOf(desk.ask('邻县专班·郑邻', 'revealPerson', body))).toMatchObject({ status: 404 })
    expect(await problemOf(desk.ask('审计·周正', 'revealPerson', body))).toMatchObject({ status: 403 })
    expect(
      await problemOf(desk.ask('村专员·孙二宝', 'revealPerson', { ...body, subject: newId() })),
    ).toMatchObject({ status: 404 })
  })
})
