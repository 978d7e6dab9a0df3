import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../../../basis/index.ts'
import { cellText } from '../../cell.ts'
import { allRows, makeFolder } from '../../test/make-workbook.ts'
import type { SheetValue } from '../../workbook-plan.ts'
import { openSheet } from './open-sheet.ts'
import { writeCsv } from './write-csv.ts'

let folder: Awaited<ReturnType<typeof makeFolder>>
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

const titles = ['姓名', '证件号码', '备注']

async function roundTrip(rows: SheetValue[][], encoding: 'utf-8' | 'gb18030') {
  const path = folder.path('out.csv')
  expect(await writeCsv({ titles, rows, encoding }, path)).toBe(rows.length)
  const sheet = await openSheet(path, { name: 'out.csv' })
  expect(sheet.encoding).toBe(encoding)
  return (await allRows(sheet)).map((row) => titles.map((_, at) => cellText(row.cells[at])))
}

const rows = [
  ['𠮷㐂䶮·阿', '140902199001011234', '=HYPERLINK("http://x")'],
  [' 前后空格 ', "'撇号", '一行\r\n两行,"引"'],
  ['-5', '+86', '@甲'],
]

test.each(['utf-8', 'gb18030'] as const)('%s: every text comes back as it was', async (encoding) => {
  expect(await roundTrip(rows, encoding)).toEqual([titles, ...rows])
})

test('what a spreadsheet program would compute begins with an apostrophe; UTF-8 begins with its mark', async () => {
  await roundTrip([['=1+1', -5, true]], 'utf-8')
  expect(await readFile(folder.path('out.csv'), 'utf8')).toBe("\ufeff姓名,证件号码,备注\r\n'=1+1,-5,TRUE\r\n")
})

test('any text survives the way out and back in UTF-8', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => !/\p{Cc}/u.test(one))
  const many = fc.sample(text, 300).map((one) => [`甲${one}`, one, one])
  expect(await roundTrip(many, 'utf-8')).toEqual([titles, ...many])
})

test('every Chinese character of Unicode survives in GB18030', async () => {
  const blocks = [
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0x20000, 0x2a6df],
    [0x2a700, 0x323af],
  ] as const
  const lines: string[][] = []
  for (const [from, to] of blocks) {
    for (let at = from; at <= to; at += 64) {
      const points = Array.from({ length: Math.min(64, to - at + 1) }, (_, step) => at + step)
      lines.push([String.fromCodePoint(...points), '1', '2'])
    }
  }
  expect(await roundTrip(lines, 'gb18030')).toEqual([titles, ...lines])
})

test.each(['utf-8', 'gb18030'] as const)(
  '%s: what cannot be carried is refused with its place, and no file is left',
  async (encoding) => {
    const path = folder.path('refused.csv')
    const bad = [
      ['甲', '1', '2'],
      ['乙', '\ud842', '3'],
    ]
    const error: unknown = await writeCsv({ titles, rows: bad, encoding }, path).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(Problem)
    expect((error as Problem).detail).toMatch(/^第2条记录中的字符“□”（U\+D842）/)
    expect(existsSync(path)).toBe(false)
  },
)
