import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import type { City } from '../open-city.ts'
import { isReading } from '../plan-trials.ts'
import { probes } from '../probes.ts'
import { openWholeCity } from '../test-city.ts'
import { doorless } from './doors.ts'
import { fieldMatrix, workersOf, wrongCells } from './field-matrix.ts'
import { fieldsToldAt } from './fields-told.ts'
import { batchOf, layOutFields, VILLAGE } from './lay-out-fields.ts'
import { send } from '../send.ts'

let db: TestDatabase
let city: City
beforeAll(async () => {
  db = await testDatabase()
  city = await openWholeCity(db)
  await layOutFields(city)
})
afterAll(async () => {
  await city?.close()
  await db.drop()
})

it('knows behind which door every answering route stands', () => {
  expect(doorless(city.routes.filter(isReading).map(({ name }) => name))).toEqual({ routes: [], gone: [] })
})

it('shows every field of every ledger to every role at every door as the definitions say', async () => {
  const workers = workersOf(city, VILLAGE)
  expect(new Set(workers.map(({ role }) => role)).size).toBe(9)
  const cells = await fieldMatrix(city, workers)
  const empty = cells.filter(({ found }) => found === 'nothing').length
  console.log(`fields: ${cells.length} cells, ${empty} without a value`)
  expect(wrongCells(cells).slice(0, 40)).toEqual([])
  expect(empty / cells.length).toBeLessThan(0.05)
}, 600_000)

it('tells nobody the text of a column he may not read, at any asking route', async () => {
  const faults = []
  for (const route of city.routes.filter(({ kind }) => kind === 'ask'))
    faults.push(...(await fieldsToldAt(city, probes, route)))
  expect(faults).toEqual([])
}, 600_000)

const person = batchOf('households.person')

it('shows no digit of an identity number beside a birth date', async () => {
  const [row] = await rowsFor('县专班')
  expect(cellOf(row, '出生日期')).toBe('1980-05-15')
  expect(cellOf(row, '证件号码')).toBe('*'.repeat(18))
})

it('keeps everything about a child but what is open from those who are not cleared', async () => {
  const born = (day: string) =>
    city.admin.query(
      `update exchange.staged set values = jsonb_set(values, '{born}', to_jsonb($2::text)) where batch = $1 and n = 1`,
      [person, day],
    )
  await born('2015-05-15')
  const [kept] = await rowsFor('督导审计')
  const [whole] = await rowsFor('县专班')
  await born('1980-05-15')
  expect(['姓名', '性别', '出生日期', '文化程度'].map((title) => cellOf(kept, title))).toEqual(
    Array(4).fill('***'),
  )
  expect(cellOf(kept, '户编号')).not.toBe('***')
  expect(cellOf(whole, '出生日期')).toBe('2015-05-15')
})

it('notices a field that is shown although it should not be', () => {
  const cell = { ledger: 'l', field: 'f', asker: 'a', door: 'list', expected: 'hidden' } as const
  expect(wrongCells([{ ...cell, found: 'shown' }])).toHaveLength(1)
  expect(
    wrongCells([
      { ...cell, found: 'hidden' },
      { ...cell, found: 'nothing' },
    ]),
  ).toEqual([])
})

interface Row {
  n: number
  cells: { title: string; text: string }[]
}

async function rowsFor(title: string): Promise<Row[]> {
  const asker = city.askers.find((one) => one.title === title)!
  const route = city.routes.find(({ name }) => name === 'exchange.listRows')!
  const { text } = await send(city.app, route, asker.cookie, { batch: person })
  return (JSON.parse(text.slice(text.indexOf('\n\n') + 2)) as { rows: Row[] }).rows
}

function cellOf(row: Row | undefined, title: string): string | undefined {
  return row?.cells.find((cell) => cell.title === title)?.text
}
