import { afterAll, beforeAll, expect, test } from 'vitest'
import { lieAboutSize, makeFolder, markEncrypted, workbookParts, zipOf } from '../../test/make-workbook.ts'
import { checkZip } from './check-zip.ts'

let folder: Awaited<ReturnType<typeof makeFolder>>
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

const good = () => workbookParts({ 数据: '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>' })

async function codes(content: Buffer, limits?: Parameters<typeof checkZip>[1]): Promise<string[]> {
  const result = await checkZip(await folder.put(content), limits)
  if (result.ok) return []
  for (const why of result.reasons) expect(why.message).toMatch(/[。]$/)
  return result.reasons.map((why) => why.code.replace('exchange.sheet.', ''))
}

test('a plain workbook passes and is measured', async () => {
  const result = await checkZip(await folder.put(await zipOf(good())))
  expect(result.ok && result.value.entries).toBe(7)
})

test('a bomb of 300 MB in 300 KB is refused for weight and for ratio, without being unpacked', async () => {
  const bomb = await zipOf({ ...good(), 'xl/media/image1.png': Buffer.alloc(300_000_000) })
  expect(bomb.length).toBeLessThan(400_000)
  expect(await codes(bomb)).toEqual(['too-heavy', 'over-packed'])
})

test('a part that declares less than it holds is found in its prologue or when it is stored', async () => {
  const lying = lieAboutSize(await zipOf(good()), 'xl/worksheets/sheet1.xml', 10)
  expect(await codes(lying)).toEqual(['lying-size'])
})

test.each([
  ['xl/vbaProject.bin', 'macro'],
  ['xl/externalLinks/externalLink1.xml', 'external-link'],
  ['xl/embeddings/inner.xlsx', 'foreign-part'],
  ['inner.zip', 'foreign-part'],
  ['XL/workbook.xml', 'part-name'],
])('%s is refused as %s', async (name, code) => {
  expect(await codes(await zipOf({ ...good(), [name]: 'x' }))).toEqual([code])
})

test('names that climb out of the folder or hold a backslash are refused', async () => {
  // yazl refuses to write such names, so a harmless one of the same length is rewritten.
  const zip = await zipOf({ ...good(), 'xl/aa/bb.xml': 'x' })
  const rename = (to: string) => Buffer.from(zip.toString('latin1').replaceAll('xl/aa/bb.xml', to), 'latin1')
  expect(await codes(rename('xl/../bb.xml'))).toEqual(['part-name'])
  expect(await codes(rename('xl\\aa\\bb.xml'))).toEqual(['part-name'])
})

test('document types are refused in any part, also when hidden in UTF-16', async () => {
  const xxe = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst>&a;</sst>'
  expect(await codes(await zipOf({ ...good(), 'xl/sharedStrings.xml': xxe }))).toEqual(['dtd'])
  const utf16 = Buffer.from(`\ufeff${xxe}`, 'utf16le')
  expect(await codes(await zipOf({ ...good(), 'xl/sharedStrings.xml': utf16 }))).toEqual(['dtd'])
})

test('encrypted parts, too many parts, other zips and broken zips are refused', async () => {
  expect(await codes(markEncrypted(await zipOf(good())))).toEqual(['encrypted'])
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`xl/part${at}.xml`, '<a/>']))
  expect(await codes(await zipOf({ ...good(), ...many }))).toEqual(['too-many-parts'])
  expect(await codes(await zipOf({ 'word/document.xml': '<a/>', 'a.txt': 'x' }))).toEqual(['not-a-workbook'])
  expect(await codes((await zipOf(good())).subarray(0, 500))).toEqual(['damaged'])
})

test('limits are parameters', async () => {
  expect(await codes(await zipOf(good()), { zipEntries: 3, zipBytes: 1e9, zipRatio: 100 })).toEqual([
    'too-many-parts',
  ])
  expect(await codes(await zipOf(good()), { zipEntries: 9, zipBytes: 500, zipRatio: 100 })).toEqual([
    'too-heavy',
  ])
})
