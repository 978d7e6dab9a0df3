import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { day, divisionCode } from '../../basis/index.ts'
import { searchDivisions } from '../search-divisions.ts'
import { everywhere, openTestPool, type TestPool } from '../test/test-pool.ts'
import { loadDivisions } from './load-divisions.ts'
import { readDivisionTree, type Tx } from './store.ts'

const data = join(import.meta.dirname, '..', '..', '..', 'db', 'data')
const files = {
  divisions: readFileSync(join(data, 'divisions.csv'), 'utf8'),
  points: readFileSync(join(data, 'division-points.csv'), 'utf8'),
}
let db: TestDatabase
let app: TestPool
const work = <T>(fn: (tx: Tx) => Promise<T>) => app.within(everywhere, fn)

beforeAll(async () => {
  db = await testDatabase()
  app = openTestPool(db.appUrl)
  await db.admin('truncate divisions.division, divisions.change cascade')
})

afterAll(async () => {
  await app.end()
  await db.drop()
})

test('the whole city loads once; the second time nothing changes; a corrected line follows', async () => {
  expect(await work((tx) => loadDivisions(tx, files))).toEqual({
    ok: true,
    value: { added: 3068, updated: 0, unchanged: 0 },
  })
  expect(await work((tx) => loadDivisions(tx, files))).toEqual({
    ok: true,
    value: { added: 0, updated: 0, unchanged: 3068 },
  })
  const corrected = { ...files, divisions: files.divisions.replace('奇村镇', '奇村温泉镇') }
  expect(await work((tx) => loadDivisions(tx, corrected))).toEqual({
    ok: true,
    value: { added: 0, updated: 1, unchanged: 3067 },
  })
  expect(await work((tx) => loadDivisions(tx, files))).toMatchObject({ value: { updated: 1 } })
})

test('the tree of the city is whole', async () => {
  const tree = await work(readDivisionTree)
  const on = day('2023-12-31')
  expect(tree.roots().map((root) => root.name)).toEqual(['忻州市'])
  expect(tree.childrenOf(divisionCode(140900))).toHaveLength(15)
  const count = (level: string) => tree.all.filter((each) => each.level === level).length
  expect(['city', 'county', 'township', 'village'].map(count)).toEqual([1, 15, 174, 2878])
  expect(tree.all.filter((each) => each.level !== 'city').every((each) => tree.find(each.parent!))).toBe(true)
  expect(tree.get(divisionCode(140902)).point).toEqual({ lon: 112.739474, lat: 38.403659 })
  expect(searchDivisions(tree, 'fsx', { on })[0]?.division.name).toBe('繁峙县')
  expect(searchDivisions(tree, '忻府', { on })[0]?.path).toBe('忻府区')
  expect(searchDivisions(tree, 'xfq', { on })[0]?.division.name).toBe('忻府区')
  expect(searchDivisions(tree, '140902101', { on, limit: 1 })[0]?.path).toBe('忻府区/奇村镇')
})

test('every faulty line is named and nothing is written', async () => {
  const faulty = `code,name,kind,valid_from
140900,忻州市,地级市,2023-06-30
1409,忻州市,地级市,2023-06-30
1409a,坏代码,县,2023-06-30
140903,,县,2023-02-30
`
  const read = await work((tx) => loadDivisions(tx, { divisions: faulty }))
  expect(!read.ok && read.reasons.map((why) => [why.path, why.code])).toEqual([
    ['第3行', 'divisions.twice'],
    ['第4行', 'division-code.form'],
    ['第5行', 'day.impossible'],
    ['第5行', 'divisions.name'],
  ])
})
