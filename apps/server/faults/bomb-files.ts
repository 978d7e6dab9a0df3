/** Files that were made to hurt, and files that are only odd. */
import { randomBytes } from 'node:crypto'
import { lieAboutSize, markEncrypted, workbookParts, zipOf } from '@xinlu/kernel/exchange/test'

/** A file and what must become of it: refused with a reason, or read as far as it goes. */
export interface BombFile {
  name: string
  make(): Promise<Buffer>
  isHostile: boolean
}

const sheet = (rows: string, after = '') => `<sheetData>${rows}</sheetData>${after}`
const titles = ['身份证号码', '姓名', '补贴项目编码', '补贴项目名称', '发放日期', '发放金额（元）']
const header = `<row r="1">${titles.map((title) => `<c t="inlineStr"><is><t>${title}</t></is></c>`).join('')}</row>`
const values = ['1', '张三', 'T', '补贴', '2023-05-15', '100']
const row = `<row>${values.map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`).join('')}</row>`
const plain = () => workbookParts({ 数据: sheet(header + row) })
const ole2 = (text: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(text, 'utf16le'),
    Buffer.alloc(4096),
  ])

async function nested(depth: number): Promise<Buffer> {
  let inner: Buffer = Buffer.alloc(1_000_000)
  for (let level = 0; level < depth; level += 1) inner = await zipOf({ [`${level}.zip`]: inner })
  return inner
}

const hostile: Record<string, () => Promise<Buffer>> = {
  '300 MB in 300 KB': () => zipOf(workbookParts({ 数据: sheet(header) + ' '.repeat(300_000_000) })),
  'size declared too small': async () =>
    lieAboutSize(
      await zipOf(workbookParts({ 数据: sheet(header + row.repeat(20_000)) })),
      'xl/worksheets/sheet1.xml',
      5000,
    ),
  '100 zips in each other': () => nested(100),
  'a zip inside a workbook': async () => zipOf({ ...plain(), 'xl/media/inner.zip': await nested(3) }),
  'one text of 1 MB, 12,000 times': () =>
    zipOf(
      workbookParts(
        { 数据: sheet(header + '<row><c t="s"><v>0</v></c></row>'.repeat(12_000)) },
        { shared: [`<t>${randomBytes(500_000).toString('hex')}</t>`] },
      ),
    ),
  '1,000 parts': () =>
    zipOf({
      ...plain(),
      ...Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`xl/p${n}.xml`, '<a/>'])),
    }),
  'encrypted workbook (OLE2)': async () => ole2('EncryptedPackage'),
  'encrypted parts': async () => markEncrypted(await zipOf(plain())),
  '.xls renamed': async () => ole2('Workbook'),
  'external entity (XXE)': () =>
    zipOf({
      ...plain(),
      'xl/sharedStrings.xml':
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>',
    }),
  'a billion laughs': () => {
    const entities = Array.from(
      { length: 9 },
      (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
    ).join('')
    return zipOf({
      ...plain(),
      'xl/worksheets/sheet1.xml': `<!DOCTYPE a [<!ENTITY l0 "ha">${entities}]><worksheet><sheetData><row><c t="str"><v>&l9;</v></c></row></sheetData></worksheet>`,
    })
  },
  'a document type behind 5 KB of comment': () =>
    zipOf({
      ...plain(),
      'xl/worksheets/sheet1.xml': `<!--${'x'.repeat(5000)}--><!DOCTYPE a><worksheet><sheetData/></worksheet>`,
    }),
  'elements 200,000 deep': () =>
    zipOf(workbookParts({ 数据: `${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}` })),
  'a row beyond the last': () =>
    zipOf(workbookParts({ 数据: sheet(`${header}<row r="1048577"><c><v>1</v></c></row>`) })),
  'a cell at the last column': () =>
    zipOf(workbookParts({ 数据: sheet(`${header}<row><c r="XFD2"><v>1</v></c></row>`) })),
  'a part cut off': async () => (await zipOf(plain())).subarray(0, 900),
  'broken XML': () => zipOf(workbookParts({ 数据: sheet('<row><c><v>1</c></row>') })),
  macros: () => zipOf({ ...plain(), 'xl/vbaProject.bin': randomBytes(2000) }),
  'a web page named .xlsx': async () => Buffer.from('<html><table><tr><td>1</td></tr></table></html>'),
  'a PDF named .xlsx': async () => Buffer.from('%PDF-1.7 1 0 obj'),
  'UTF-16 text': async () => Buffer.from('\ufeff姓名,身份证号码', 'utf16le'),
  noise: async () => randomBytes(200_000),
  nothing: async () => Buffer.alloc(0),
  'a csv of one line of 40 MB': async () => Buffer.from(`姓名,"${'长'.repeat(13_000_000)}`),
  'a csv half UTF-8, half GB18030': async () =>
    Buffer.concat([Buffer.from('户主姓名,身份证号\n张三,1\n'), Buffer.from('d5c5c8fd2c31a3ac0a', 'hex')]),
}

const odd: Record<string, () => Promise<Buffer>> = {
  'cells without a reference': () => zipOf(plain()),
  '50 sheets': () =>
    zipOf(
      workbookParts(
        Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`表${n}`, sheet(header + row)])),
      ),
    ),
  'merged header': () =>
    zipOf(workbookParts({ 数据: sheet(header + row, '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>') })),
  'hidden rows': () =>
    zipOf(workbookParts({ 数据: sheet(header + row.replace('<row>', '<row hidden="1">')) })),
  formulas: () =>
    zipOf(
      workbookParts({ 数据: sheet(`${header}<row><c><f>HYPERLINK("http://x","y")</f><v>1</v></c></row>`) }),
    ),
  '#N/A': () => zipOf(workbookParts({ 数据: sheet(`${header}<row><c t="e"><v>#N/A</v></c></row>`) })),
  'rich text': () =>
    zipOf(
      workbookParts({
        数据: sheet(`${header}<row><c t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r></is></c></row>`),
      }),
    ),
}

/** The whole set. */
export const bombFiles: readonly BombFile[] = [
  ...Object.entries(hostile).map(([name, make]) => ({ name, make, isHostile: true })),
  ...Object.entries(odd).map(([name, make]) => ({ name, make, isHostile: false })),
]
