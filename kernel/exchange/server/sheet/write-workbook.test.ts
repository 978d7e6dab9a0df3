import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { Writable } from 'node:stream'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cellText } from '../../cell.ts'
import { allRows, makeFolder } from '../../test/make-workbook.ts'
import type { SheetColumn, WrittenRow } from '../../workbook-plan.ts'
import { openSheet } from './open-sheet.ts'
import { writeWorkbook, type WorkbookPlan } from './write-workbook.ts'

let folder: Awaited<ReturnType<typeof makeFolder>>
let count = 0
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

const columns: SheetColumn[] = [
  { title: '姓名', required: true },
  { title: '证件号码', format: 'id' },
  { title: '金额', format: 'money' },
  { title: '日期', format: 'day' },
  { title: '监测类型', options: ['脱贫不稳定户', '边缘易致贫户', '突发严重困难户'] },
]

const rows: WrittenRow[] = [
  { values: ['𠮷<三>&"', '140902199001011234', 1234.5, '2026-11-24', '边缘易致贫户'] },
  { values: ['=1+1', '-5', null, '1899-01-01', ' 空格 '] },
  {
    values: ['控\u0001制_x0041_\r\n', 140902, 0, null, true],
    refused: { columns: [1, 3], why: '证件号码应为18位；日期必填' },
  },
]

async function write(plan: Partial<WorkbookPlan>): Promise<string> {
  const path = folder.path(`out-${(count += 1)}.xlsx`)
  await writeWorkbook({ sheetName: '人员', columns, rows, ...plan }, path)
  return path
}

const read = async (path: string, sheet?: string) =>
  allRows(await openSheet(path, { name: 'out.xlsx', ...(sheet === undefined ? {} : { sheet }) }))

test('what is written reads back the same, and nothing in it is a formula', async () => {
  const read1 = await read(await write({ withReasons: true }))
  expect(read1.map((row) => row.cells.map((cell) => cell.kind))).toEqual([
    ['text', 'text', 'text', 'text', 'text', 'text'],
    ['text', 'text', 'number', 'date', 'text'],
    ['text', 'text', 'empty', 'text', 'text'],
    ['text', 'text', 'number', 'empty', 'boolean', 'text'],
  ])
  expect(read1.map((row) => row.cells.map(cellText))).toEqual([
    ['姓名', '证件号码', '金额', '日期', '监测类型', '错误原因'],
    ['𠮷<三>&"', '140902199001011234', '1234.5', '2026-11-24', '边缘易致贫户'],
    ['=1+1', '-5', '', '1899-01-01', ' 空格 '],
    ['控\u0001制_x0041_\r\n', '140902', '0', '', 'TRUE', '证件号码应为18位；日期必填'],
  ])
})

test('another reader sees the same workbook: styles, lists, frozen header, guide, hidden options', async () => {
  const guide = { title: '人员台账填写说明', version: '2026.1', lines: [['证件号码', '18位，文本格式']] }
  const path = await write({ withReasons: true, guide })
  const book = await readXlsx(await readFile(path), { readStyles: true })
  expect(book.sheets.map((sheet) => sheet.name)).toEqual(['人员', '填写说明', '选项'])
  const [sheet, explained, options] = book.sheets
  expect(sheet!.rows[2]!.slice(0, 2)).toEqual(['=1+1', '-5'])
  expect(sheet!.rows[1]![3]).toEqual(new Date('2026-11-24T00:00:00Z'))
  expect(sheet!.freezePane?.rows).toBe(1)
  expect(sheet!.dataValidations).toMatchObject([
    { type: 'list', range: 'E2:E1048576', formula1: '选项!$A$1:$A$3' },
  ])
  expect(options!.hidden).toBe(true)
  expect(options!.rows.map((row) => row[0])).toEqual(['脱贫不稳定户', '边缘易致贫户', '突发严重困难户'])
  expect(explained!.rows[1]).toEqual(['模板版本', '2026.1'])
  const style = (at: string) => sheet!.cells?.get(at)?.style
  expect(style('3,1')?.fill).toMatchObject({ fgColor: { rgb: 'FFC7CE' } })
  expect(style('3,3')?.fill).toMatchObject({ fgColor: { rgb: 'FFC7CE' } })
  expect(style('1,1')?.numFmt).toBe('@')
  expect(await read(path, '填写说明')).toHaveLength(3)
})

test('past the limit of a sheet the rows go on in the next, with the header repeated', async () => {
  async function* many() {
    for (let at = 0; at < 25; at++) yield { values: [`第${at}人`] }
  }
  const path = await write({ rows: many(), rowsPerSheet: 10 })
  const sheet = await openSheet(path, { name: 'out.xlsx' })
  await sheet.close()
  expect(sheet.sheetNames).toEqual(['人员', '人员_2', '人员_3', '选项'])
  expect((await read(path, '人员_3')).map((row) => cellText(row.cells[0]))).toEqual([
    '姓名',
    '第20人',
    '第21人',
    '第22人',
    '第23人',
    '第24人',
  ])
})

test('an empty template still has its header, and the same input gives the same bytes', async () => {
  expect(await read(await write({ rows: [] }))).toHaveLength(1)
  expect(await readFile(await write({}))).toEqual(await readFile(await write({})))
})

test('rows are drawn only as fast as they are taken', async () => {
  let drawn = 0
  let closed = false
  function* endless() {
    try {
      for (;;) yield { values: [`${Math.random()}${(drawn += 1)}`, '140902199001011234', Math.random()] }
    } finally {
      closed = true
    }
  }
  let taken = 0
  const stop = new AbortController()
  const slow = new Writable({
    write(chunk: Buffer, _encoding, done) {
      taken += chunk.length
      if (taken > 200_000) stop.abort(new Error('够了'))
      else setImmediate(done)
    },
  })
  const writing = writeWorkbook({ sheetName: '人员', columns, rows: endless() }, slow, {
    signal: stop.signal,
  })
  await expect(writing).rejects.toThrow('够了')
  expect(closed).toBe(true)
  expect(drawn).toBeLessThan(50_000)
})

test('a source that fails, or a cancelled export, leaves no file behind', async () => {
  function* failing() {
    yield { values: ['甲'] }
    throw new Error('数据库断开')
  }
  const path = folder.path('failed.xlsx')
  await expect(writeWorkbook({ sheetName: '人员', columns, rows: failing() }, path)).rejects.toThrow(
    '数据库断开',
  )
  expect(existsSync(path)).toBe(false)
  const stop = new AbortController()
  function* aborting() {
    for (let at = 0; ; at++) {
      if (at === 50_000) stop.abort(new Error('已取消'))
      yield { values: ['甲', String(Math.random())] }
    }
  }
  const writing = writeWorkbook({ sheetName: '人员', columns, rows: aborting() }, path, {
    signal: stop.signal,
  })
  await expect(writing).rejects.toThrow('已取消')
  expect(existsSync(path)).toBe(false)
})
