import { month, newId } from '@xinlu/kernel/basis'
import { places } from '@xinlu/kernel/access/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anIdNumber, type Built } from '../test/builders.ts'
import { type VillageDesk, openVillageDesk, problemOf } from '../test/desk.ts'

let desk: VillageDesk
beforeAll(async () => {
  desk = await openVillageDesk()
})
afterAll(async () => desk.close())

const family = (more: object = {}) =>
  desk.build({
    division: places.上柳村,
    members: [
      { relation: 'head', name: '张有福', idNumber: anIdNumber({ born: '1970-05-01' }) },
      { relation: 'spouse', name: '李秀英', idNumber: anIdNumber({ born: '1972-08-09', sex: 'female' }) },
      { relation: 'son', name: '张建国', idNumber: anIdNumber({ born: '1995-01-02' }) },
      {
        relation: 'daughterInLaw',
        name: '王小兰',
        idNumber: anIdNumber({ born: '1996-07-08', sex: 'female' }),
      },
    ],
    ...more,
  })
const base = ({ county, household, ver }: Built) => ({ county, household, ver, onDay: '2023-06-15' })
const page = (ref: { county: number; household: unknown }) =>
  desk.ask('乡专干·李梅', 'getHousehold', { county: ref.county, household: ref.household })
const names = (shown: Record<string, unknown>) =>
  (shown.members as { name: string; relation: string }[]).map((one) => [one.name, one.relation])

describe('splitHousehold', () => {
  const split = (built: Built, more: object = {}) => ({
    ...base(built),
    newHousehold: newId(),
    phone: '13900001111',
    people: [
      { person: built.people['张建国'], relation: 'head' },
      { person: built.people['王小兰'], relation: 'spouse' },
    ],
    ...more,
  })

  it('makes the young couple a household of its own; monitoring goes with both', async () => {
    const built = await family({
      kind: 'formerPoor',
      monitored: 'unstable',
      risks: ['R07'],
      identifiedMonth: month('2023-01'),
    })
    const answer = await desk.act('乡专干·李梅', 'splitHousehold', split(built))
    expect(names(await page(built))).toEqual([
      ['张有福', 'head'],
      ['李秀英', 'spouse'],
    ])
    const fresh = await page({ county: built.county, household: answer.newHousehold })
    expect(names(fresh)).toEqual([
      ['张建国', 'head'],
      ['王小兰', 'spouse'],
    ])
    expect(fresh).toMatchObject({
      monitored: 'unstable',
      risks: ['R07'],
      identifiedMonth: '2023-01',
      size: 2,
    })
    const { rows } = await desk.test.admin(
      `select out_reason, to_on::text, (select count(*)::int from households.member n where n.person = m.person) as stays
       from households.member m where person = $1 and to_on is not null`,
      [built.people['张建国']],
    )
    expect(rows).toEqual([{ out_reason: 'split', to_on: '2023-06-15', stays: 2 }])
  })

  it('refuses: by the village, with the head, with everybody, with strangers, without a single new head', async () => {
    const built = await family()
    const refused = async (more: object, who: '乡专干·李梅' | '村专员·孙二宝' = '乡专干·李梅') =>
      (await problemOf(desk.act(who, 'splitHousehold', split(built, more)))).code
    const all = Object.values(built.people).map((person) => ({ person, relation: 'other' }))
    expect(await refused({}, '村专员·孙二宝')).toBe('commands.forbidden')
    expect(await refused({ people: [{ person: built.people['张有福'], relation: 'head' }] })).toBe(
      'households.head-leaves',
    )
    expect(await refused({ people: all })).toBe('households.nobody-stays')
    expect(await refused({ people: [{ person: newId(), relation: 'head' }] })).toBe(
      'households.relations-incomplete',
    )
    expect(await refused({ people: [{ person: built.people['张建国'], relation: 'son' }] })).toBe(
      'households.relations-incomplete',
    )
    expect(await refused({ onDay: '2010-01-01' })).toBe('households.wrong-day')
    expect(await refused({ phone: undefined })).toBe('households.doubts-to-confirm')
    expect(await refused({ ver: 7 })).toBe('commands.stale-version')
  })
})

describe('mergeHouseholds', () => {
  it('brings the old man into his son’s household and closes his own', async () => {
    const into = await family()
    const old = await desk.build({
      division: places.下柳村,
      members: [
        { relation: 'head', name: '张老爷', idNumber: anIdNumber({ born: '1945-01-01' }), labour: 'none' },
      ],
    })
    const people = [{ person: old.people['张老爷'], relation: 'father' }]
    const body = { ...base(old), into: into.household, intoVer: into.ver, people }
    expect(await desk.act('乡专干·李梅', 'mergeHouseholds', body)).toMatchObject({
      household: into.household,
    })
    expect(names(await page(into))).toContainEqual(['张老爷', 'father'])
    expect(await page(old)).toMatchObject({
      state: 'merged',
      size: 0,
      successor: { household: into.household },
    })
    const { rows } = await desk.test.admin('select division::text from households.person where id = $1', [
      old.people['张老爷'],
    ])
    expect(rows).toEqual([{ division: String(places.上柳村) }])
  })

  it('refuses: itself, a household out of sight, forgotten members, a second head, a stale second household', async () => {
    const [built, into] = [await family(), await family()]
    const far = await desk.build({ division: places.石坡村, members: [{ relation: 'head', name: '石头' }] })
    const people = Object.values(built.people).map((person) => ({ person, relation: 'other' }))
    const refused = async (more: object) =>
      (
        await problemOf(
          desk.act('乡专干·李梅', 'mergeHouseholds', {
            ...base(built),
            into: into.household,
            intoVer: into.ver,
            people,
            ...more,
          }),
        )
      ).code
    expect(await refused({ into: built.household })).toBe('households.same-household')
    expect(await refused({ into: far.household })).toBe('commands.not-found')
    expect(await refused({ people: people.slice(1) })).toBe('households.relations-incomplete')
    expect(await refused({ people: [{ ...people[0], relation: 'head' }, ...people.slice(1)] })).toBe(
      'households.relations-incomplete',
    )
    expect(await refused({ intoVer: 99 })).toBe('commands.stale-version')
  })
})

describe('changeHead', () => {
  const change = (built: Built, more: object = {}) => ({
    ...base(built),
    head: built.people['张建国'],
    people: [
      { person: built.people['张有福'], relation: 'father' },
      { person: built.people['李秀英'], relation: 'mother' },
      { person: built.people['王小兰'], relation: 'spouse' },
    ],
    ...more,
  })

  it('says every relation anew', async () => {
    const built = await family()
    await desk.act('乡专干·李梅', 'changeHead', change(built))
    const shown = await page(built)
    expect(names(shown)).toEqual([
      ['张建国', 'head'],
      ['张有福', 'father'],
      ['李秀英', 'mother'],
      ['王小兰', 'spouse'],
    ])
    expect(shown).toMatchObject({ head: built.people['张建国'], size: 4 })
    const found = await desk.ask('乡专干·李梅', 'searchHouseholds', { name: '张建国', size: 100 })
    expect(found.rows).toContainEqual(expect.objectContaining({ id: built.household, headName: '张建国' }))
  })

  it('asks when a relation does not fit the sex, and refuses forgotten members and a stranger', async () => {
    const built = await family()
    const wrong = change(built).people.map((one) =>
      one.relation === 'mother' ? { ...one, relation: 'father' } : one,
    )
    const doubts = await problemOf(desk.act('乡专干·李梅', 'changeHead', change(built, { people: wrong })))
    expect(doubts.code).toBe('households.doubts-to-confirm')
    expect(doubts.reasons?.map((one) => one.code)).toEqual(['DQ02'])
    const refused = async (more: object) =>
      (await problemOf(desk.act('乡专干·李梅', 'changeHead', change(built, more)))).code
    expect(await refused({ people: [] })).toBe('households.relations-incomplete')
    expect(await refused({ head: newId() })).toBe('households.not-member')
  })
})
