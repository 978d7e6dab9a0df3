import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../../../basis/index.ts'
import { cellText } from '../../cell.ts'
import { allRows, lieAboutSize, makeFolder, workbookParts, zipOf } from '../../test/make-workbook.ts'
import { openSheet, type OpenSheetOptions } from './open-sheet.ts'

let folder: Awaited<ReturnType<typeof makeFolder>>
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

type Options = Partial<OpenSheetOptions>

async function open(content: Buffer | string, options: Options = {}) {
  return openSheet(await folder.put(content), { name: '台账.xlsx', ...options })
}

async function read(content: Buffer | string, options: Options = {}) {
  return allRows(await open(content, options))
}

async function texts(content: Buffer | string, options: Options = {}): Promise<string[][]> {
  return (await read(content, options)).map((row) => row.cells.map(cellText))
}

async function refusal(content: Buffer | string, options: Options = {}): Promise<string> {
  const error: unknown = await read(content, options).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Problem)) throw new Error('Expected a refusal', { cause: error })
  expect(error.status).toBe(422)
  expect(error.detail).toMatch(/^文件“台账\.xlsx”无法读取：/)
  return error.reasons!.map((why) => why.code.replace('exchange.sheet.', '')).join(' ')
}

const data = (rows: string) => `<sheetData>${rows}</sheetData>`

test('every kind of cell is what it is', async () => {
  const shared = ['<t>户主</t>', '<r><t>张</t></r><r><t xml:space="preserve">三 </t></r><rPh><t>zs</t></rPh>']
  const sheet = data(
    `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><r><t>李</t></r><r><t>四</t></r></is></c>` +
      `<c r="D1"><v>140902199001011234</v></c><c r="E1"><v>1.40902199001011E+17</v></c><c r="F1" s="1"><v>44927</v></c>` +
      `<c r="G1" s="2"><v>44927.25</v></c><c r="H1" t="b"><v>1</v></c><c r="I1" t="e"><v>#N/A</v></c>` +
      `<c r="J1"><f>D1*2</f><v>84</v></c><c r="K1" t="str"><f>A1&amp;"x"</f><v>户主x</v></c><c r="L1" t="e"><f>1/0</f><v>#DIV/0!</v></c>` +
      `<c r="M1" t="inlineStr"><is><t>a_x000D_&lt;b&gt;</t></is></c><c r="N1"/><c r="O1" t="d"><v>2023-01-01T00:00:00Z</v></c></row>`,
  )
  const [row] = await read(
    await zipOf(
      workbookParts(
        { 数据: sheet },
        { shared, formats: ['yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'] },
      ),
    ),
  )
  expect(row).toEqual({
    n: 1,
    cells: [
      { kind: 'text', text: '户主' },
      { kind: 'text', text: '张三 ' },
      { kind: 'text', text: '李四' },
      { kind: 'number', value: 140902199001011230, written: '140902199001011234' },
      { kind: 'number', value: 140902199001011000, written: '1.40902199001011E+17' },
      { kind: 'date', day: '2023-01-01' },
      { kind: 'date', day: '2023-01-01', time: '06:00:00' },
      { kind: 'boolean', value: true },
      { kind: 'error', text: '#N/A' },
      { kind: 'formula', formula: 'D1*2', cached: { kind: 'number', value: 84, written: '84' } },
      { kind: 'formula', formula: 'A1&"x"', cached: { kind: 'text', text: '户主x' } },
      { kind: 'formula', formula: '1/0', cached: { kind: 'error', text: '#DIV/0!' } },
      { kind: 'text', text: 'a\r<b>' },
      { kind: 'empty' },
      { kind: 'date', day: '2023-01-01' },
    ],
  })
})

test('cells and rows without a reference, rows out of order, hidden rows, prefixes, gaps', async () => {
  const sheet = data(
    `<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="9" hidden="1"><c r="B9"><v>9</v></c></row>` +
      `<row r="4"><c r="A4"><v>4</v></c></row><row r="5"><c r="A5" s="1"/></row>`,
  )
  const rows = await read(await zipOf(workbookParts({ 数据: sheet })))
  expect(rows.map((row) => [row.n, row.cells.map(cellText)])).toEqual([
    [1, ['1', '', '', '2', '3']],
    [9, ['', '9']],
    [4, ['4']],
  ])
  const prefixed = workbookParts({ 数据: '' })
  prefixed['xl/worksheets/sheet1.xml'] =
    '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>前缀</x:v></x:c></x:row></x:sheetData></x:worksheet>'
  expect(await texts(await zipOf(prefixed))).toEqual([['前缀']])
})

test('the first visible sheet is read, or the one asked for; a missing one is refused with the names there are', async () => {
  const one = (value: number) => data(`<row r="1"><c r="A1"><v>${value}</v></c></row>`)
  const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`表${at}`, one(at)]))
  const file = await zipOf(workbookParts(fifty, { hidden: ['表0'] }))
  const sheet = await open(file)
  expect([sheet.format, sheet.sheetName, sheet.sheetNames.length]).toEqual(['xlsx', '表1', 50])
  await sheet.close()
  expect(await texts(file, { sheet: '表42' })).toEqual([['42']])
  expect(await refusal(file, { sheet: '人员' })).toBe('no-such-sheet')
})

test('merged headers are reported, and 1904 workbooks keep their dates', async () => {
  const merged =
    data('<row r="1"><c r="A1" t="str"><v>基本情况</v></c></row>') +
    '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
  const sheet = await open(await zipOf(workbookParts({ 数据: merged })))
  expect((await allRows(sheet)).length).toBe(1)
  expect(sheet.mergedRanges()).toEqual(['A1:C1'])
  const dated = data('<row r="1"><c r="A1" s="1"><v>43465</v></c></row>')
  expect(await texts(await zipOf(workbookParts({ 数据: dated }, { date1904: true })))).toEqual([
    ['2023-01-01'],
  ])
})

test('what is not a workbook is refused with the way out', async () => {
  const ole2 = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
  expect(await refusal(ole2)).toBe('old-excel')
  expect(await refusal('')).toBe('empty')
  expect(await refusal('\ufeff  \r\n')).toBe('empty')
  expect(await refusal('<html><table><tr><td>1</td></tr></table></html>')).toBe('other-kind')
  expect(await refusal('%PDF-1.7')).toBe('other-kind')
  expect(await refusal(Buffer.from('\ufeff姓名\t证件', 'utf16le'))).toBe('other-kind')
  expect(await refusal(Buffer.from([65, 0, 66, 0]))).toBe('other-kind')
  expect(await refusal('a,b', { limits: { fileBytes: 2 } })).toBe('too-large')
})

test('hostile workbooks are refused while they are read', async () => {
  const long = data(
    `<row r="1"><c r="A1" t="inlineStr"><is><t>${randomBytes(20_000).toString('hex')}</t></is></c></row>`,
  )
  expect(await refusal(await zipOf(workbookParts({ 数据: long })))).toBe('long-cell')
  const wide = data('<row r="1"><c r="XFD1"><v>1</v></c></row>')
  expect(await refusal(await zipOf(workbookParts({ 数据: wide })))).toBe('too-wide')
  const tall = data('<row r="1048577"><c><v>1</v></c></row>')
  expect(await refusal(await zipOf(workbookParts({ 数据: tall })))).toBe('too-tall')
  const broken = data('<row r="1"><c r="A1"><v>1</c></row>')
  expect(await refusal(await zipOf(workbookParts({ 数据: broken })))).toBe('damaged')
  const late = data(`${'<row/>'.repeat(3000)}`).replace('<row/><row/>', '<row/><!--x--><row/>')
  const parts = workbookParts({ 数据: late })
  parts['xl/worksheets/sheet1.xml'] =
    `<!--${'x'.repeat(5000)}--><!DOCTYPE a>${parts['xl/worksheets/sheet1.xml']}`
  expect(await refusal(await zipOf(parts))).toBe('dtd')
  const honest = await zipOf(
    workbookParts({
      数据: data(`<row r="1"><c r="A1" t="str"><v>${randomBytes(9000).toString('hex')}</v></c></row>`),
    }),
  )
  expect(await refusal(lieAboutSize(honest, 'xl/worksheets/sheet1.xml', 9000))).toBe('lying-size')
})

test('a file that needs too much memory or time harms only its own thread', async () => {
  const shared = Array.from({ length: 200_000 }, (_, at) => `<t>${at}${randomBytes(9).toString('hex')}</t>`)
  const file = await zipOf(workbookParts({ 数据: data('<row><c t="s"><v>1</v></c></row>') }, { shared }))
  expect(await refusal(file, { limits: { heapMb: 12 } })).toBe('too-much-memory')
  expect(await refusal(file, { limits: { readMilliseconds: 1 } })).toBe('too-slow')
})

test('reading stops with back-pressure, early exit, and the signal', async () => {
  const row = '<row><c t="inlineStr"><is><t>甲</t></is></c></row>'
  const file = await zipOf(workbookParts({ 数据: data(row.repeat(20_000)) }))
  const early = await open(file, { limits: { zipRatio: 1000 } })
  for await (const batch of early.rows()) {
    expect(batch.length).toBeGreaterThanOrEqual(500)
    break
  }
  const stop = new AbortController()
  const cancelled = await open(file, { limits: { zipRatio: 1000 }, signal: stop.signal })
  let seen = 0
  const reading = (async () => {
    for await (const batch of cancelled.rows()) {
      seen += batch.length
      stop.abort(new Error('导入已取消'))
    }
  })()
  await expect(reading).rejects.toThrow('导入已取消')
  expect(seen).toBeLessThan(20_000)
  await expect(open(file, { signal: stop.signal })).rejects.toThrow('导入已取消')
})

test('csv: UTF-8 with and without mark, GB18030, tab, quotes, guarded texts', async () => {
  const text = `姓名,证件号码,备注\r\n𠮷㐂䶮,'140902199001011234,"第一行\n第二行,""引"""\r\n\r\n李四,,'=1+1\r\n`
  const expected = [
    ['姓名', '证件号码', '备注'],
    ['𠮷㐂䶮', '140902199001011234', '第一行\n第二行,"引"'],
    ['李四', '', '=1+1'],
  ]
  for (const [content, encoding] of [
    [Buffer.from(text), 'utf-8'],
    [Buffer.from(`\ufeff${text}`), 'utf-8'],
    [iconv.encode(text, 'gb18030'), 'gb18030'],
  ] as const) {
    const sheet = await open(content, { name: '人员.csv' })
    expect([sheet.format, sheet.sheetName, sheet.encoding]).toEqual(['csv', '人员', encoding])
    const rows = await allRows(sheet)
    expect(rows.map((row) => row.cells.map(cellText))).toEqual(expected)
    expect(rows.map((row) => row.n)).toEqual([1, 2, 4])
  }
  expect(await texts('姓名\t地址\n张三\t忻府区,北街\n')).toEqual([
    ['姓名', '地址'],
    ['张三', '忻府区,北街'],
  ])
})

test('csv: wrong, mixed and cut-off encodings are refused, and an open quote names its row', async () => {
  const gb = iconv.encode('户主姓名,身份证号\n张三丰收,1\n', 'gb18030')
  expect(await refusal(Buffer.concat([gb, Buffer.from('李四家住忻府区,2\n')]))).toBe('mixed-encoding')
  expect(await refusal(Buffer.from('户主姓名,家庭住址\n张三,忻府区').subarray(0, -1))).toBe('mixed-encoding')
  expect(await refusal(Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]))).toBe('encoding')
  expect(await refusal('姓名,备注\n张三,"没有收尾\n李四,1\n')).toBe('open-quote')
})

test('a large csv streams through in order', async () => {
  const path = folder.path('large.csv')
  const out = createWriteStream(path)
  for (let at = 0; at < 60_000; at++) if (!out.write(`${at},忻府区北义井乡,备注\n`)) await once(out, 'drain')
  await new Promise<void>((done) => out.end(done))
  let next = 0
  for await (const batch of (await openSheet(path, { name: 'large.csv' })).rows()) {
    for (const row of batch) expect(cellText(row.cells[0])).toBe(String(next++))
  }
  expect(next).toBe(60_000)
})
