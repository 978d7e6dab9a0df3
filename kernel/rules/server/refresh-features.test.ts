import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../db/test/index.ts'
import {
  openDatabase,
  withScope,
  type Database,
  type ScopeOfWork,
  type Tx,
} from '../../access/server/index.ts'
import { day, divisionCode, newId, scopeOf, type DivisionCode } from '../../basis/index.ts'
import { traceText } from '../index.ts'
import { createLibrary, readers } from '../test/library-database.ts'
import { library } from '../test/library.ts'
import {
  catchUp,
  defineFeatureSource,
  explainSubject,
  markDirty,
  recordsBehind,
  refreshAndScreen,
  refreshByCounty,
  refreshDirty,
  refreshFeatures,
  syncParameters,
  whatIf,
} from './index.ts'

const city = divisionCode(990100)
const north = divisionCode(990102)
const village = divisionCode(990102101001)
const otherVillage = divisionCode(990103101001)
const asOf = day('2023-05-01')
const refresh = { source: readers, asOf, division: city }

let database: TestDatabase
let app: Database
beforeAll(async () => {
  database = await testDatabase()
  app = openDatabase(database.appUrl)
  await createLibrary(database)
})
afterAll(async () => {
  await app.close()
  await database.drop()
})

const librarian = (division: DivisionCode): ScopeOfWork => ({
  scope: scopeOf(division),
  extra: [],
  account: newId(),
})
const as = <T>(division: DivisionCode, act: (tx: Tx) => Promise<T>): Promise<T> =>
  withScope(app, librarian(division), act)
const county = (division: DivisionCode) => Math.floor(division / 1_000_000)

async function register(division: DivisionCode, isStaff = false): Promise<string> {
  const id = newId()
  await database.admin(
    `insert into library.reader (county, division, id, is_staff, card, joined_on) values ($1, $2, $3, $4, 'adult', '2022-01-01')`,
    [county(division), division, id, isStaff],
  )
  return id
}
async function lend(
  division: DivisionCode,
  reader: string,
  title: string,
  due: string,
  fine = 0,
): Promise<void> {
  await database.admin(
    `insert into library.loan (county, division, id, reader, title, lent_on, due_on, fine) values ($1, $2, $3, $4, $5, '2023-01-05', $6, $7)`,
    [county(division), division, newId(), reader, title, due, fine],
  )
}
const wide = async () => (await database.admin('select * from library.reader_feature order by reader')).rows
const marked = async () => (await database.admin('select subject from rules.dirty')).rows.length
const mark = (tx: Tx, id: string) =>
  markDirty(
    tx,
    'reader',
    sql`select county, division, id as subject from library.reader where id = ${id}::uuid`,
  )

let sun: string
let zhou: string
beforeEach(async () => {
  await database.admin(
    `truncate library.reader, library.loan, library.reader_feature, rules.dirty, rules.finding, rules.run cascade`,
  )
  await database.admin('delete from rules.parameter')
  await as(city, (tx) => syncParameters(tx, library))
  sun = await register(village)
  zhou = await register(otherVillage)
  await lend(village, sun, '水经注', '2023-03-01', 1_500)
  await lend(village, sun, '徐霞客游记', '2023-04-30')
})

describe('syncParameters', () => {
  it('changes nothing the second time, corrects what was shipped, and keeps what staff set', async () => {
    expect(await as(city, (tx) => syncParameters(tx, library))).toEqual({ written: 0, removed: 0 })
    await database.admin(`update rules.parameter set value = 1 where key = 'lost.factor'`)
    await database.admin(
      `update rules.parameter set value = 20, by_account = $1 where key = 'loan.days' and place = 990100000000`,
      [newId()],
    )
    await database.admin(`insert into rules.parameter (key, place, value, from_on, document, confidence)
      values ('loan.days', 990103000000, 9, '2023-01-01', '旧文件', 'verified')`)
    expect(await as(city, (tx) => syncParameters(tx, library))).toEqual({ written: 1, removed: 1 })
    const { rows } = await database.admin(
      `select value::float8 from rules.parameter where key in ('loan.days', 'lost.factor') order by value`,
    )
    expect(rows.map((row) => row.value)).toEqual([1.5, 20, 30])
  })
})

describe('refreshFeatures', () => {
  it('fills the wide table, and writes nothing the second time', async () => {
    const steps: string[] = []
    const first = await as(city, (tx) =>
      refreshFeatures(tx, { ...refresh, onProgress: (_, __, name) => steps.push(name) }),
    )
    expect(first).toEqual({ subjects: 2, added: 2, altered: 0, removed: 0 })
    expect(steps).toEqual(['读者台账', '尚无来源', '流通台账、欠款', '汇总'])
    const rows = await wide()
    const found = rows.find((row) => row.reader === sun)
    expect(found).toMatchObject({
      days_late: 61,
      books_held: 2,
      fines_owed: '1500',
      card: 'adult',
      wear_points: null,
    })
    expect(rows.find((row) => row.reader === zhou)).toMatchObject({
      days_late: 0,
      books_held: 0,
      fines_owed: null,
    })
    expect(await as(city, (tx) => refreshFeatures(tx, refresh))).toEqual({
      subjects: 2,
      added: 0,
      altered: 0,
      removed: 0,
    })
  })

  it('of a county leaves the other county alone', async () => {
    await as(city, (tx) => refreshFeatures(tx, refresh))
    await database.admin('delete from library.reader')
    expect(await as(north, (tx) => refreshFeatures(tx, { ...refresh, division: north }))).toMatchObject({
      removed: 1,
    })
    expect((await wide()).map((row) => row.reader)).toEqual([zhou])
  })

  it('leaves the table as it was when it is cancelled', async () => {
    const stop = new AbortController()
    const cancelled = as(city, (tx) =>
      refreshFeatures(tx, { ...refresh, signal: stop.signal, onProgress: () => stop.abort() }),
    )
    await expect(cancelled).rejects.toThrow('abort')
    expect(await wide()).toEqual([])
  })

  it('needs a group for every feature', () => {
    expect(() => defineFeatureSource({ ...readers, passes: {} })).toThrow('there is no pass loan')
    expect(() => defineFeatureSource({ ...readers, groups: readers.groups.slice(1) })).toThrow(
      'nobody computes isStaff',
    )
    expect(() =>
      defineFeatureSource({ ...readers, groups: [...readers.groups, readers.groups[0]!] }),
    ).toThrow('computed twice')
  })
})

describe('refreshByCounty', () => {
  it('gives what one statement over everybody gives, and takes the marks away', async () => {
    await as(city, (tx) => refreshFeatures(tx, refresh))
    const whole = await wide()
    await database.admin('truncate library.reader_feature')
    await as(city, (tx) => mark(tx, sun))
    const steps: string[] = []
    const report = await refreshByCounty(app, librarian(city), {
      ...refresh,
      onProgress: (done, of) => steps.push(`${done}/${of}`),
    })
    expect(report).toEqual({ subjects: 2, added: 2, altered: 0, removed: 0 })
    expect(steps).toEqual(['1/2', '2/2'])
    expect(await wide()).toEqual(whole)
    expect(await marked()).toBe(0)
  })

  it('computes only what the scope and the division hold', async () => {
    expect(await refreshByCounty(app, librarian(north), refresh)).toMatchObject({ subjects: 1 })
    expect((await wide()).map(({ reader }) => reader)).toEqual([sun])
    await database.admin('truncate library.reader_feature')
    expect(await refreshByCounty(app, librarian(city), { ...refresh, division: otherVillage })).toMatchObject(
      {
        subjects: 1,
      },
    )
    expect((await wide()).map(({ reader }) => reader)).toEqual([zhou])
  })

  it('stops at a cancellation, and keeps the counties that were computed', async () => {
    const stop = new AbortController()
    const cancelled = refreshByCounty(
      app,
      librarian(city),
      { ...refresh, signal: stop.signal, onProgress: () => stop.abort() },
      1,
    )
    await expect(cancelled).rejects.toThrow('aborted')
    expect((await wide()).map(({ reader }) => reader)).toEqual([sun])
  })
})

describe('refreshDirty', () => {
  it('computes the marked subjects only, and takes their marks away', async () => {
    await as(city, (tx) => refreshFeatures(tx, refresh))
    await lend(otherVillage, zhou, '聊斋志异', '2023-04-01')
    await lend(village, sun, '梦溪笔谈', '2023-01-10')
    await as(city, (tx) => mark(tx, zhou))
    await as(city, (tx) => mark(tx, zhou))
    expect(await marked()).toBe(1)
    expect(await as(city, (tx) => refreshDirty(tx, refresh))).toEqual({
      subjects: 1,
      added: 0,
      altered: 1,
      removed: 0,
    })
    const rows = await wide()
    expect(rows.find((row) => row.reader === zhou)).toMatchObject({ days_late: 30, books_held: 1 })
    expect(rows.find((row) => row.reader === sun)).toMatchObject({ days_late: 61 })
    expect(await marked()).toBe(0)
    expect(await as(city, (tx) => refreshDirty(tx, refresh))).toMatchObject({ subjects: 0 })
  })

  it('takes the oldest first, up to the limit', async () => {
    await as(city, (tx) => mark(tx, sun))
    await as(city, (tx) => mark(tx, zhou))
    await as(city, (tx) => refreshDirty(tx, refresh, 1))
    expect((await wide()).map((row) => row.reader)).toEqual([sun])
    expect(await marked()).toBe(1)
  })

  it('never takes a mark whose change it has not seen', async () => {
    await as(city, (tx) => refreshFeatures(tx, refresh))
    await as(city, (tx) => mark(tx, sun))
    let writing: Promise<unknown> | undefined
    await as(city, async (tx) => {
      await refreshDirty(tx, refresh)
      // The writer's mark waits for this refresh, and stays for the next one.
      writing = as(city, (other) => mark(other, sun))
    })
    await writing
    expect(await marked()).toBe(1)
  })
})

describe('catchUp', () => {
  it('screens the marked subjects only, and closes the findings of who is gone', async () => {
    const { run } = await as(city, (tx) => refreshAndScreen(tx, refresh))
    expect(run).toMatchObject({ subjects: 2, opened: 1 })
    await lend(otherVillage, zhou, '聊斋志异', '2023-04-01')
    await as(city, (tx) => mark(tx, zhou))
    const after = await as(city, (tx) => catchUp(tx, refresh))
    expect(after?.run).toMatchObject({ subjects: 1, hits: 1, opened: 1, closed: 0 })
    await as(city, (tx) => mark(tx, sun))
    await database.admin('delete from library.reader where id = $1', [sun])
    const gone = await as(city, (tx) => catchUp(tx, refresh))
    expect(gone).toMatchObject({ features: { removed: 1 }, run: { closed: 1, opened: 0 } })
    expect(await as(city, (tx) => catchUp(tx, refresh))).toBeUndefined()
    const again = await as(city, (tx) => refreshAndScreen(tx, refresh))
    expect(again.run).toMatchObject({ opened: 0, changed: 0, closed: 0, hits: 1 })
  })
})

describe('explainSubject', () => {
  it('answers every rule with its reasons, and the records behind', async () => {
    await as(city, (tx) => refreshAndScreen(tx, refresh))
    const asked = { county: 990102, subject: sun, asOf }
    const found = await as(north, (tx) => explainSubject(tx, library, asked))
    expect(found.division).toBe(village)
    expect(found.rules.map(({ rule, outcome }) => [rule.key, outcome])).toEqual([
      ['reader.late', true],
      ['reader.fines', null],
      ['reader.childAway', false],
    ])
    expect(found.rules[0]!.sentence).toContain('61 天')
    expect(traceText(found.rules[0]!.trace)).toContain('北馆〔2023〕3号')
    expect(found.findings).toMatchObject([
      { rule: 'reader.late', state: 'open', reason: null, inputs: { daysLate: 61 } },
    ])
    const behind = await as(north, (tx) => recordsBehind(tx, readers, asked, ['daysLate']))
    expect(behind).toMatchObject([
      { group: '流通台账', records: [{ title: '水经注', amount: 1500 }, { title: '徐霞客游记' }] },
    ])
  })

  it('knows nobody out of sight', async () => {
    await as(city, (tx) => refreshFeatures(tx, refresh))
    const asked = { county: 990103, subject: zhou, asOf }
    await expect(as(north, (tx) => explainSubject(tx, library, asked))).rejects.toMatchObject({
      code: 'rules.subject-not-found',
    })
  })
})

describe('whatIf', () => {
  beforeEach(async () => {
    await lend(otherVillage, zhou, '聊斋志异', '2023-04-10')
    await as(city, (tx) => refreshAndScreen(tx, refresh))
  })

  it('counts now and then by county and rule, and writes nothing', async () => {
    const changes = [
      { key: 'loan.days', value: 60, place: city },
      { key: 'loan.days', value: 62, place: north },
    ]
    const counts = await as(city, (tx) =>
      whatIf(tx, { catalogue: library, asOf, division: city, changes, onlyDependent: true }),
    )
    expect(counts).toEqual([
      { county: 990102, rule: 'reader.late', now: 1, would: 0 },
      { county: 990103, rule: 'reader.late', now: 1, would: 0 },
    ])
    const milder = await as(city, (tx) =>
      whatIf(tx, { catalogue: library, asOf, division: city, changes: [{ key: 'loan.days', value: 61 }] }),
    )
    expect(milder).toHaveLength(6)
    expect(milder.filter((row) => row.now !== row.would).map((row) => row.county)).toEqual([990102, 990103])
    expect((await database.admin('select 1 from rules.run')).rows).toHaveLength(1)
  })

  it('tries a rule that is not adopted yet', async () => {
    const draft = {
      ...library.rules[0]!,
      key: 'draft.anyLate',
      when: { is: 'isKnown', term: { is: 'feature', key: 'daysLate' } } as const,
    }
    const counts = await as(north, (tx) =>
      whatIf(tx, { catalogue: library, asOf, division: city, drafts: [draft], onlyDependent: true }),
    )
    expect(counts).toEqual([{ county: 990102, rule: 'draft.anyLate', now: 0, would: 1 }])
  })

  it('refuses a parameter that does not exist', async () => {
    const wish = { catalogue: library, asOf, division: city, changes: [{ key: 'loan.day', value: 1 }] }
    await expect(as(city, (tx) => whatIf(tx, wish))).rejects.toMatchObject({
      code: 'rules.parameter-unknown',
    })
  })
})
