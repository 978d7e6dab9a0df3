import { day, newId } from '@xinlu/kernel/basis'
import { places } from '@xinlu/kernel/access/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anIdNumber, soundFacts } from '../test/builders.ts'
import { type VillageDesk, openVillageDesk, problemOf } from '../test/desk.ts'

let desk: VillageDesk
beforeAll(async () => {
  desk = await openVillageDesk()
})
afterAll(async () => desk.close())

const family = () =>
  desk.build({
    division: places.上柳村,
    members: [
      { relation: 'head', name: '张有福', idNumber: anIdNumber({ born: '1970-05-01' }) },
      { relation: 'spouse', name: '李秀英', idNumber: anIdNumber({ born: '1972-08-09', sex: 'female' }) },
    ],
  })

const { nation, political, education, labour, ...rest } = soundFacts
const facts = { ...rest, nation, political, education, labour, health: ['healthy'] }
const newcomer = (more: object = {}) => ({
  id: newId(),
  name: '王小兰',
  idNumber: anIdNumber({ born: '1998-02-03', sex: 'female' }),
  facts,
  ...more,
})
const adding = (built: { county: number; household: string; ver: number }, more: object = {}) => ({
  county: built.county,
  household: built.household,
  ver: built.ver,
  person: newcomer(),
  relation: 'daughterInLaw',
  reason: 'marriedIn',
  onDay: '2023-05-20',
  ...more,
})

/** Every person row repeats the open membership, and every household its number of members and its head. */
async function mirrorsHold(): Promise<void> {
  const { rows } = await desk.test.admin(`
    select p.id from households.person p
    left join households.member m on m.county = p.county and m.person = p.id and m.to_on is null
    where (p.household, p.relation) is distinct from (m.household, m.relation)
      or (m.division is not null and m.division <> p.division)
    union all
    select h.id from households.household h
    left join lateral (select count(*)::int as size, min(person::text) filter (where relation = 'head') as head
      from households.member m where m.county = h.county and m.household = h.id and m.to_on is null) m on true
    where h.size <> m.size or h.head::text is distinct from m.head`)
  expect(rows).toEqual([])
}

describe('addMember', () => {
  it('adds a daughter-in-law: person, membership, event, audit, mark for the rules', async () => {
    const built = await family()
    const answer = await desk.act('村专员·孙二宝', 'addMember', adding(built))
    expect(answer).toMatchObject({ household: built.household, ver: built.ver + 1 })
    const { rows } = await desk.test.admin(
      `select p.name, p.relation, p.sex, p.born, m.in_reason, m.from_on::text from households.person p
       join households.member m on m.person = p.id where p.id = $1`,
      [answer.person],
    )
    expect(rows).toMatchObject([
      { name: '王小兰', relation: 'daughterInLaw', sex: 'female', in_reason: 'marriedIn' },
    ])
    const page = await desk.ask('村专员·孙二宝', 'getHousehold', {
      county: built.county,
      household: built.household,
    })
    expect(page).toMatchObject({ size: 3, doubts: [], events: [{ act: 'memberAdded', byName: '孙二宝' }] })
    const audit = await desk.test.admin(
      `select act, detail from audit.entry where subject = $1 and act = 'households.addMember'`,
      [built.household],
    )
    expect(audit.rows).toHaveLength(1)
    expect(JSON.stringify(audit.rows)).not.toContain('990000')
    const dirty = await desk.test.admin('select subject from rules.dirty where subject = $1', [
      built.household,
    ])
    expect(dirty.rows).toHaveLength(1)
    await mirrorsHold()
  })

  it('keeps the number sealed: neither digits nor a bare copy lie in the row', async () => {
    const built = await family()
    const idNumber = anIdNumber({ born: '1999-09-09', sex: 'female' })
    const answer = await desk.act(
      '乡专干·李梅',
      'addMember',
      adding(built, { person: newcomer({ idNumber }) }),
    )
    const { rows } = await desk.test.admin(
      'select p::text as row, id_sealed from households.person p where id = $1',
      [answer.person],
    )
    expect(rows[0].row).not.toContain(idNumber)
    expect(desk.keys.open(rows[0].id_sealed)).toBe(idNumber)
  })

  it('does the same command once', async () => {
    const built = await family()
    const body = { command: newId(), ...adding(built) }
    const first = await desk.act('村专员·孙二宝', 'addMember', body)
    expect(await desk.act('村专员·孙二宝', 'addMember', body)).toEqual(first)
    const { rows } = await desk.test.admin('select size from households.household where id = $1', [
      built.household,
    ])
    expect(rows).toEqual([{ size: 3 }])
  })

  it('refuses a stale version and shows both sides, without numbers', async () => {
    const built = await family()
    await desk.act('村专员·孙二宝', 'addMember', adding(built))
    const body = adding(built, { person: newcomer({ phone: '13812345678' }) })
    const problem = await problemOf(desk.act('乡专干·李梅', 'addMember', body))
    expect(problem).toMatchObject({ status: 409, code: 'commands.stale-version' })
    expect(problem.extra).toMatchObject({
      theirs: { ver: built.ver + 1, size: 3 },
      yours: { ver: built.ver, relation: 'daughterInLaw' },
    })
    const text = JSON.stringify(problem.extra)
    expect(text).not.toContain('13812345678')
    expect(text).not.toContain(body.person.idNumber)
    expect(text).not.toContain('Sealed')
  })

  it('refuses a wrong number with its reasons, and never repeats it', async () => {
    const built = await family()
    const problem = await problemOf(
      desk.act(
        '村专员·孙二宝',
        'addMember',
        adding(built, { person: newcomer({ idNumber: '990000199802030021' }) }),
      ),
    )
    expect(problem).toMatchObject({ status: 422, code: 'commands.refused-input' })
    expect(problem.reasons?.[0]).toMatchObject({ code: 'citizen-id.check-digit', path: 'person.idNumber' })
    expect(JSON.stringify(problem.reasons)).not.toContain('990000199802030021')
  })

  it('asks about doubts before it saves, and keeps the reason given', async () => {
    const built = await family()
    const body = adding(built, { person: newcomer({ facts: { ...facts, labour: 'none' } }) })
    const problem = await problemOf(desk.act('村专员·孙二宝', 'addMember', body))
    expect(problem).toMatchObject({ status: 428, code: 'households.doubts-to-confirm' })
    expect(problem.reasons).toMatchObject([{ code: 'DQ05', path: body.person.id }])
    expect(problem.reasons?.[0]?.message).toContain('王小兰今年25周岁，劳动技能是“无劳动力”')
    const page = () =>
      desk.ask('村专员·孙二宝', 'getHousehold', { county: built.county, household: built.household })
    expect(await page()).toMatchObject({ size: 2 })
    const overrides = [
      { rule: 'DQ05', mark: 'healthyAdult', person: body.person.id, reason: '在家照顾瘫痪婆婆' },
    ]
    await desk.act('村专员·孙二宝', 'addMember', { ...body, overrides })
    expect(await page()).toMatchObject({ size: 3, doubts: [] })
  })

  it('brings back the same person who left, and refuses one who lives in another household', async () => {
    const [built, other] = [await family(), await family()]
    const person = newcomer()
    const added = await desk.act('村专员·孙二宝', 'addMember', adding(built, { person }))
    const elsewhere = adding(other, { person: { ...person, id: newId() } })
    const problem = await problemOf(desk.act('村专员·孙二宝', 'addMember', elsewhere))
    expect(problem).toMatchObject({ code: 'households.belongs-elsewhere' })
    await desk.act('村专员·孙二宝', 'removeMember', {
      county: built.county,
      household: built.household,
      ver: added.ver,
      person: added.person,
      reason: 'marriedOut',
      onDay: '2023-06-01',
    })
    const again = await desk.act('村专员·孙二宝', 'addMember', { ...elsewhere, onDay: '2023-06-02' })
    expect(again.person).toBe(added.person)
    await mirrorsHold()
  })

  it('says the same neutral thing when the number belongs to somebody out of sight', async () => {
    const hidden = anIdNumber({ born: '1998-02-03', sex: 'female' })
    await desk.build({
      division: places.石坡村,
      members: [{ relation: 'head', name: '石头', idNumber: hidden }],
    })
    const built = await family()
    const problem = await problemOf(
      desk.act('村专员·孙二宝', 'addMember', adding(built, { person: newcomer({ idNumber: hidden }) })),
    )
    expect(problem).toMatchObject({ status: 409, code: 'households.number-in-use' })
    expect(problem.detail).not.toMatch(/石/)
  })

  it('refuses the future, strangers to the place and roles without the right', async () => {
    const built = await family()
    expect(
      await problemOf(desk.act('村专员·孙二宝', 'addMember', adding(built, { onDay: '2023-07-01' }))),
    ).toMatchObject({
      code: 'households.wrong-day',
    })
    expect(await problemOf(desk.act('邻县专班·郑邻', 'addMember', adding(built)))).toMatchObject({
      status: 404,
    })
    expect(await problemOf(desk.act('审计·周正', 'addMember', adding(built)))).toMatchObject({ status: 403 })
  })
})

describe('removeMember', () => {
  it('records a death and keeps the person', async () => {
    const built = await family()
    const person = built.people['李秀英']
    const base = { county: built.county, household: built.household, ver: built.ver, person, reason: 'died' }
    await desk.act('村专员·孙二宝', 'removeMember', { ...base, onDay: '2023-06-10' })
    const page = await desk.ask('村专员·孙二宝', 'getHousehold', {
      county: built.county,
      household: built.household,
    })
    expect(page).toMatchObject({
      size: 1,
      past: [
        { name: '李秀英', relation: 'spouse', fromOn: '2014-06-01', toOn: '2023-06-10', outReason: 'died' },
      ],
    })
    const { rows } = await desk.test.admin('select state, household from households.person where id = $1', [
      person,
    ])
    expect(rows).toEqual([{ state: 'dead', household: null }])
    await mirrorsHold()
  })

  it('refuses a head who leaves others behind, somebody who is no member, and a day before joining', async () => {
    const built = await family()
    const base = {
      county: built.county,
      household: built.household,
      ver: built.ver,
      reason: 'died',
      onDay: '2023-06-10',
    }
    const remove = (more: object) =>
      problemOf(desk.act('村专员·孙二宝', 'removeMember', { ...base, ...more }))
    expect(await remove({ person: built.people['张有福'] })).toMatchObject({ code: 'households.head-leaves' })
    expect(await remove({ person: newId() })).toMatchObject({ code: 'households.not-member' })
    expect(await remove({ person: built.people['李秀英'], onDay: '2014-01-01' })).toMatchObject({
      code: 'households.wrong-day',
    })
    expect(await remove({ person: built.people['李秀英'], ver: 99 })).toMatchObject({
      code: 'commands.stale-version',
    })
  })

  it('closes the household with its last member', async () => {
    const built = await desk.build({
      division: places.上柳村,
      members: [{ relation: 'head', name: '赵老汉' }],
    })
    const base = {
      county: built.county,
      household: built.household,
      person: built.people['赵老汉'],
      reason: 'died',
    }
    const { ver } = await desk.act('村专员·孙二宝', 'removeMember', {
      ...base,
      ver: built.ver,
      onDay: '2023-06-10',
    })
    const page = await desk.ask('村专员·孙二宝', 'getHousehold', {
      county: built.county,
      household: built.household,
    })
    expect(page).toMatchObject({ size: 0, state: 'dissolved', head: null })
    const problem = await problemOf(
      desk.act('村专员·孙二宝', 'addMember', adding({ ...built, ver: ver as number })),
    )
    expect(problem).toMatchObject({ code: 'households.not-living' })
    await mirrorsHold()
  })
})

describe('registerHousehold', () => {
  const body = (more: object = {}) => ({
    household: newId(),
    division: places.上柳村,
    kind: 'ordinary',
    phone: '13903501234',
    head: { id: newId(), name: '单守田', idNumber: anIdNumber({ born: day('1968-01-01') }), facts },
    onDay: '2023-06-20',
    ...more,
  })

  it('registers a household with its head, found by the initials of the family name', async () => {
    const answer = await desk.act('村专员·孙二宝', 'registerHousehold', body({ code: 'H14990001' }))
    expect(answer).toMatchObject({ county: 149901 })
    const found = await desk.ask('村专员·孙二宝', 'searchHouseholds', { initials: 'sst' })
    expect(found.rows).toMatchObject([{ id: answer.household, headName: '单守田', size: 1 }])
    await mirrorsHold()
    const twice = await problemOf(desk.act('村专员·孙二宝', 'registerHousehold', body({ code: 'H14990001' })))
    expect(twice).toMatchObject({ code: 'households.code-in-use' })
  })

  it('refuses another village and a place that is no village', async () => {
    expect(
      await problemOf(desk.act('村专员·孙二宝', 'registerHousehold', body({ division: places.下柳村 }))),
    ).toMatchObject({
      status: 403,
    })
    expect(
      await problemOf(desk.act('乡专干·李梅', 'registerHousehold', body({ division: places.柳林镇 }))),
    ).toMatchObject({
      code: 'households.not-village',
    })
  })
})
