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

const oldNumber = anIdNumber({ born: '1970-05-01' })
const family = (more: object = {}) =>
  desk.build({
    division: places.上柳村,
    kind: 'formerPoor',
    members: [
      { relation: 'head', name: '孟大海', idNumber: anIdNumber({ born: '1970-05-01' }) },
      { relation: 'spouse', name: '郝梅花', idNumber: anIdNumber({ born: '1972-08-09', sex: 'female' }) },
    ],
    ...more,
  })
const ref = ({ county, household }: Built) => ({ county, household })
const page = (built: Built) => desk.ask('乡专干·李梅', 'getHousehold', ref(built))
const memberVer = async (built: Built, name: string) =>
  ((await page(built)).members as { name: string; ver: number }[]).find((one) => one.name === name)!.ver

describe('correctIdentity', () => {
  it('corrects name and number; the old ones stay in the history, the number sealed', async () => {
    const built = await desk.build({
      division: places.上柳村,
      members: [{ relation: 'head', name: '孟大每', idNumber: oldNumber }],
    })
    const person = built.people['孟大每']
    const idNumber = anIdNumber({ born: '1970-05-10' })
    const body = { county: built.county, person, ver: 2, name: '孟大海', idNumber, reason: '录入时写错' }
    await desk.act('乡专干·李梅', 'correctIdentity', body)
    expect((await page(built)).members).toMatchObject([{ name: '孟大海', born: '1970-05-10' }])
    const { rows } = await desk.test.admin(
      `select detail from households.event where act = 'identityCorrected' and person = $1`,
      [person],
    )
    expect(rows[0].detail.old).toMatchObject({ name: '孟大每', born: '1970-05-01' })
    expect(desk.keys.open(Buffer.from(rows[0].detail.old.idSealed.slice(2), 'hex'))).toBe(oldNumber)
    const found = await desk.ask('乡专干·李梅', 'searchHouseholds', { idNumber })
    expect(found.rows).toMatchObject([{ person }])
    expect((await desk.ask('乡专干·李梅', 'searchHouseholds', { idNumber: oldNumber })).rows).toEqual([])
    expect(await problemOf(desk.act('乡专干·李梅', 'correctIdentity', body))).toMatchObject({
      code: 'commands.stale-version',
      extra: { theirs: { name: '孟大海' }, yours: { reason: '录入时写错' } },
    })
  })

  it('refuses a number in use, a village without the right, a person out of sight', async () => {
    const [built, other] = [await family(), await family()]
    const taken = anIdNumber()
    await desk.act('乡专干·李梅', 'correctIdentity', {
      county: other.county,
      person: other.people['孟大海'],
      ver: 2,
      idNumber: taken,
      reason: '补录',
    })
    const body = {
      county: built.county,
      person: built.people['孟大海'],
      ver: 2,
      idNumber: taken,
      reason: '补录',
    }
    expect(await problemOf(desk.act('乡专干·李梅', 'correctIdentity', body))).toMatchObject({
      code: 'households.number-in-use',
    })
    expect(await problemOf(desk.act('村专员·孙二宝', 'correctIdentity', body))).toMatchObject({ status: 403 })
    expect(await problemOf(desk.act('邻县专班·郑邻', 'correctIdentity', body))).toMatchObject({ status: 404 })
  })
})

describe('recordVisit', () => {
  const visit = (built: Built, more: object = {}) => ({
    ...ref(built),
    ver: built.ver,
    onDay: '2023-06-28',
    ...more,
  })

  it('records what changed, and a visit with nothing changed', async () => {
    const built = await family()
    const person = built.people['郝梅花']
    const facts = { health: ['chronic'], labour: 'weak' }
    const done = await desk.act('村专员·孙二宝', 'recordVisit', {
      ...visit(built, { facts: { houseGrade: 'C', houseUnsafe: true } }),
      people: [{ person, ver: await memberVer(built, '郝梅花'), facts }],
    })
    expect(await page(built)).toMatchObject({
      visitedOn: '2023-06-28',
      facts: { houseGrade: 'C', houseUnsafe: true },
    })
    await desk.act('村专员·孙二宝', 'recordVisit', visit(built, { ver: done.ver, onDay: '2023-06-01' }))
    const shown = await page(built)
    expect(shown).toMatchObject({
      visitedOn: '2023-06-28',
      events: [{ act: 'visited', onDay: '2023-06-01' }, { act: 'visited' }],
    })
    expect(shown.members).toMatchObject([{}, { facts: { health: ['chronic'], labour: 'weak' } }])
  })

  it('refuses a person changed in between, a person of another household, and says new doubts', async () => {
    const [built, other] = [await family(), await family()]
    const people = (person: string | undefined, ver: number, facts: object = {}) => ({
      people: [{ person, ver, facts }],
    })
    const code = async (more: object) =>
      (await problemOf(desk.act('村专员·孙二宝', 'recordVisit', visit(built, more)))).code
    expect(await code(people(built.people['郝梅花'], 9))).toBe('commands.stale-version')
    expect(await code(people(other.people['郝梅花'], 2))).toBe('households.not-member')
    expect(await code(people(built.people['郝梅花'], 2, { insuredResident: false }))).toBe(
      'households.doubts-to-confirm',
    )
    expect(await code({ ver: 9 })).toBe('commands.stale-version')
  })
})

describe('recordIncome', () => {
  const income = (built: Built, more: object = {}) => ({
    ...ref(built),
    income: newId(),
    moment: 'yearly',
    from: '2021-10',
    to: '2022-09',
    lines: [
      { line: 'a1', fen: 2_400_000 },
      { line: 'd6h', fen: 300_000 },
      { line: 'e1', fen: 200_000 },
    ],
    ...more,
  })

  it('computes the sums from the lines and says the formula; replacing needs the version', async () => {
    const built = await family()
    const answer = await desk.act('村专员·孙二宝', 'recordIncome', income(built))
    expect(answer.statement).toContain('家庭人均纯收入 = 22,000.00元 ÷ 2人 = 11,000.00元。')
    expect((await page(built)).incomes).toMatchObject([
      { net: 2_200_000, perPerson: 1_100_000, denominator: 2 },
    ])
    const again = income(built, { lines: [{ line: 'a1', fen: 1_000_000 }] })
    expect(await problemOf(desk.act('村专员·孙二宝', 'recordIncome', again))).toMatchObject({
      code: 'commands.stale-version',
      extra: { theirs: { net: 2_200_000 }, yours: { lines: [{ fen: 1_000_000 }] } },
    })
    await desk.act('村专员·孙二宝', 'recordIncome', { ...again, ver: answer.ver })
    expect((await page(built)).incomes).toMatchObject([{ id: answer.income, net: 1_000_000, ver: 2 }])
  })

  it('keeps two windows apart: identification by its month, the year from October to September', async () => {
    const built = await family({ monitored: 'unstable', identifiedMonth: month('2023-05'), risks: ['R07'] })
    const code = async (more: object) =>
      (await problemOf(desk.act('村专员·孙二宝', 'recordIncome', income(built, more)))).code
    expect(await code({ from: '2022-01', to: '2022-12' })).toBe('households.wrong-window')
    expect(await code({ moment: 'identified' })).toBe('households.wrong-window')
    expect(await code({ moment: 'cleared', from: '2022-05', to: '2023-04' })).toBe(
      'households.moment-missing',
    )
    await desk.act(
      '村专员·孙二宝',
      'recordIncome',
      income(built, { moment: 'identified', from: '2022-05', to: '2023-04' }),
    )
    await desk.act('村专员·孙二宝', 'recordIncome', income(built))
    expect((await page(built)).incomes).toHaveLength(2)
  })

  it('stores exactly what the pure formula answers, and the database refuses anything else', async () => {
    const built = await family()
    const answer = await desk.act('村专员·孙二宝', 'recordIncome', income(built))
    const wrong = desk.test.admin('update households.income set net = net + 1 where id = $1', [answer.income])
    await expect(wrong).rejects.toMatchObject({ constraint: 'income_net_adds_up' })
  })
})

describe('explainDoubt', () => {
  it('keeps a reason for a doubt that stands, once', async () => {
    const built = await desk.build({
      division: places.上柳村,
      members: [
        {
          relation: 'head',
          name: '独居老人',
          idNumber: anIdNumber({ born: '1950-01-01' }),
          labour: 'ordinary',
        },
      ],
    })
    const doubt = { rule: 'DQ05', mark: 'aged', person: built.people['独居老人'] }
    expect((await page(built)).doubts).toMatchObject([doubt])
    expect(
      await desk.act('村专员·孙二宝', 'explainDoubt', { ...ref(built), ...doubt, reason: '仍在放羊' }),
    ).toEqual({ left: 0 })
    expect((await page(built)).doubts).toEqual([])
    const again = desk.act('村专员·孙二宝', 'explainDoubt', { ...ref(built), ...doubt, reason: '仍在放羊' })
    expect(await problemOf(again)).toMatchObject({ code: 'households.no-such-doubt' })
  })
})
