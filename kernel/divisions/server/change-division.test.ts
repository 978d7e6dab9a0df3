import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { day, divisionCode, newId, scopeOf, type Scope } from '../../basis/index.ts'
import { place, placesCsv, today } from '../test/places.ts'
import { everywhere, openTestPool, type TestPool } from '../test/test-pool.ts'
import {
  mergeDivision,
  moveDivision,
  renameDivision,
  restampDivision,
  splitDivision,
} from './change-division.ts'
import { loadDivisions } from './load-divisions.ts'
import { listChanges, readDivisionTree, type Tx } from './store.ts'

let db: TestDatabase
let app: TestPool
const by = newId()
const order = { effectiveOn: day('2023-05-01'), document: '云政函〔2023〕12号', today, by }
const asCounty = scopeOf(place.hewan)
const work = <T>(fn: (tx: Tx) => Promise<T>, as: Scope = everywhere) => app.within(as, fn)

beforeAll(async () => {
  db = await testDatabase()
  app = openTestPool(db.appUrl)
  // The room is tested with a library that lends books: one ledger, and one table that only grows.
  await db.admin(`
    set role xinlu_owner;
    create schema library;
    grant usage on schema library to xinlu_app;
    create table library.book (county int not null, id uuid not null, division bigint not null, first_division bigint not null,
      places bigint[] not null default '{}', primary key (county, id), check (county = division / 1000000));
    comment on column library.book.places is 'division codes: where else it may be read';
    call access.guard('library.book');
    create table library.loan (county int not null, id uuid not null, division bigint not null, primary key (county, id),
      check (county = division / 1000000)) partition by list (county);
    create table library.loan_hewan partition of library.loan for values in (149921);
    call access.guard('library.loan', 'select, insert');
    create view library.book_public with (security_invoker = true) as select * from library.book;
    reset role`)
})

afterAll(async () => {
  await app.end()
  await db.drop()
})

beforeEach(async () => {
  await db.admin(`truncate divisions.division, divisions.change, library.book, library.loan cascade`)
  await work((tx) => loadDivisions(tx, { divisions: placesCsv }))
  for (const code of [place.xipo, place.xipo, place.dongpo, place.shangzhuang, place.nangou]) {
    await db.admin(
      `insert into library.book (county, id, division, first_division, places)
      values (149921, gen_random_uuid(), $1, $1, array[$1::bigint, 7])`,
      [code],
    )
  }
  await db.admin(`insert into library.loan values (149921, gen_random_uuid(), $1)`, [place.xipo])
})

async function booksAt(): Promise<Record<string, number>> {
  const { rows } = await db.admin(
    `select division::text, count(*)::int as n from library.book group by 1 order by 1`,
  )
  return Object.fromEntries(rows.map((row) => [row.division, row.n]))
}

describe('merge', () => {
  test('records follow, also in tables that only grow, and keep the code of the time', async () => {
    const done = await work((tx) =>
      mergeDivision(tx, { ...order, from: place.xipo, to: place.dongpo, note: '撤村并组' }),
    )
    expect(done).toMatchObject({
      ok: true,
      value: {
        restamped: [
          { relation: 'library.book', rows: 2 },
          { relation: 'library.book.places', rows: 2 },
          { relation: 'library.loan', rows: 1 },
        ],
      },
    })
    expect(await booksAt()).toEqual({ [place.dongpo]: 3, [place.nangou]: 1, [place.shangzhuang]: 1 })
    const kept = await db.admin('select from library.book where first_division = $1', [place.xipo])
    expect(kept.rowCount).toBe(2)
    const listed = await db.admin('select from library.book where $1 = any (places)', [place.dongpo])
    expect(listed.rowCount).toBe(3)
  })

  test('the tree and the history tell what happened', async () => {
    await work((tx) => mergeDivision(tx, { ...order, from: place.xipo, to: place.dongpo, note: '撤村并组' }))
    const tree = await work(readDivisionTree)
    expect(tree.get(place.xipo)).toMatchObject({ validTo: '2023-05-01', mergedInto: place.dongpo, ver: 2 })
    expect(tree.currentOf(place.xipo, today)).toBe(place.dongpo)
    const changes = await work((tx) => listChanges(tx, place.dongpo))
    expect(changes).toMatchObject([
      {
        kind: 'merge',
        from: place.xipo,
        fromName: '西坡村委会',
        toName: '东坡村委会',
        document: '云政函〔2023〕12号',
        note: '撤村并组',
        by,
      },
    ])
  })

  test('a refused merge writes nothing', async () => {
    const done = await work((tx) =>
      mergeDivision(tx, { ...order, from: place.dongpo, to: divisionCode('149922100201') }),
    )
    expect(done.ok).toBe(false)
    expect(await work((tx) => listChanges(tx, place.dongpo))).toEqual([])
    expect((await work(readDivisionTree)).get(place.dongpo).ver).toBe(1)
  })

  test('of two merges of one village at the same time, one is refused', async () => {
    const answers = await Promise.all(
      [place.dongpo, place.fanshigou].map((to) =>
        work((tx) => mergeDivision(tx, { ...order, from: place.xipo, to })),
      ),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  })
})

test('a township with a new code takes villages and their records along', async () => {
  const to = divisionCode('149921101')
  const done = await work(
    (tx) => moveDivision(tx, { ...order, from: place.nangou, to, name: '南沟镇', kind: '镇' }),
    asCounty,
  )
  expect(done.ok && done.value.restamped).toContainEqual({ relation: 'library.book', rows: 2 })
  expect(await booksAt()).toMatchObject({ [to]: 1, [divisionCode('149921101203')]: 1 })
  const tree = await work(readDivisionTree)
  expect(tree.pathName(divisionCode('149921101203'))).toBe('河湾县/南沟镇/上庄村委会')
  expect(tree.get(to)).toMatchObject({ pinyin: 'nangouzhen', initials: 'ngz', validFrom: '2023-05-01' })
  expect(tree.childrenOf(place.nangou, today)).toEqual([])
})

test('a split moves no record, a rename keeps its code; a later list does not undo either', async () => {
  const to = divisionCode('149921100203')
  const before = await booksAt()
  const split = await work((tx) =>
    splitDivision(tx, { ...order, from: place.dongpo, to, name: '新村社区', kind: '社区' }),
  )
  const renamed = await work((tx) =>
    renameDivision(tx, { ...order, from: place.liulin, name: '柳林街道', kind: '街道' }),
  )
  expect([split.ok && split.value.restamped, renamed.ok && renamed.value.restamped]).toEqual([[], []])
  expect(await booksAt()).toEqual(before)
  const loaded = await work((tx) => loadDivisions(tx, { divisions: placesCsv }))
  expect(loaded).toEqual({ ok: true, value: { added: 0, updated: 0, unchanged: 11 } })
  const tree = await work(readDivisionTree)
  expect([tree.get(place.liulin).name, tree.get(to).name]).toEqual(['柳林街道', '新村社区'])
})

describe('restamp', () => {
  test('is refused across counties with a sentence', async () => {
    const done = await work((tx) => restampDivision(tx, place.dongpo, divisionCode('149922100201')))
    expect(!done.ok && done.reasons.map((why) => why.code)).toEqual(['divisions.cross-county'])
  })

  test('needs a recorded change', async () => {
    await expect(work((tx) => restampDivision(tx, place.xipo, place.dongpo))).rejects.toThrow(
      'no recorded change',
    )
  })

  test('needs a scope that covers both places', async () => {
    await work((tx) => mergeDivision(tx, { ...order, from: place.xipo, to: place.dongpo }))
    const asVillage = scopeOf(place.dongpo)
    await expect(work((tx) => restampDivision(tx, place.xipo, place.dongpo), asVillage)).rejects.toThrow(
      'scope',
    )
    const done = await work((tx) => restampDivision(tx, place.xipo, place.dongpo), asCounty)
    expect(done).toEqual({ ok: true, value: [] })
  })
})

test('the database refuses a history that crosses a county, and a level that contradicts the code', async () => {
  await expect(
    db.admin(
      `insert into divisions.change (id, kind, from_code, to_code, from_name, to_name, effective_on, document, by)
       values (gen_random_uuid(), 'move', $1, 149922100201, '甲', '乙', '2023-05-01', '文', gen_random_uuid())`,
      [place.dongpo],
    ),
  ).rejects.toThrow('change_within_county')
  await expect(
    db.admin(`update divisions.division set level = 'county' where code = $1`, [place.dongpo]),
  ).rejects.toThrow('division_level_of_code')
})
