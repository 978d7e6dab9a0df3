/** `npm run examples`: writes every file of this folder (or of another one) anew; the same bytes each time. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeCsv, writeWorkbook } from '@xinlu/kernel/exchange/server'
import { registerOfExamples, type Household } from './city/register.ts'
import { linesOf } from './city/all-lines.ts'
import { queuedLines, waterStops } from './city/loose-lines.ts'
import { departmentSheets } from './sheets/department-sheets.ts'
import { cellsOf, writeSheet } from './sheets/write-sheet.ts'
import { writeRegister } from './sheets/office-workbook.ts'
import { dirtyMedical, dirtyMedicalHeaders } from './sheets/dirty-medical.ts'
import { dirtyPeople } from './sheets/dirty-people.ts'
import { dirtyWater, dirtyWaterHeaders } from './sheets/dirty-water.ts'
import type { DirtyRows } from './sheets/dirty-rows.ts'
import { writeRefusedFiles } from './sheets/refused-files.ts'
import { incomeHeaders, incomeRows, peopleHeaders, peopleRows, type Value } from './sheets/national-sheets.ts'
import { supplementHeaders, supplementRows } from './sheets/subsidy-supplement.ts'
import { placesText } from './sheets/places.ts'
import { readmeText, type ListedFile } from './sheets/readme.ts'

const folder = process.argv[2] ?? import.meta.dirname
const national = '全国防返贫监测信息系统'
/** How many errors the dirty workbooks hold together; a test counts them again. */
const labelled = 200

const register = registerOfExamples()
const files: ListedFile[] = [...(await writeNational()), ...(await writeDepartments())]
const supplement = await writeSupplement()
const dirty = await writeDirty()
const refused = await writeRefused()
await writeFile(join(folder, '区划.csv'), placesText)
await writeJson('files.json', { files, supplement })
await writeJson('expected-doubts.json', expectedDoubts())
await writeFile(join(folder, 'README.md'), readmeText({ register, files, supplement, dirty, refused }))
console.log(
  `examples: ${files.length} files, ${dirty.errors} errors labelled, ${refused.length} refused files`,
)

async function writeNational(): Promise<ListedFile[]> {
  const made: ListedFile[] = []
  // Each county exports its own list; only so can one person be registered in both.
  for (const county of ['云山县', '青川县']) {
    const people = peopleRows(register.filter(({ place }) => place.county === county))
    const file = `脱贫人口和监测对象名单_${county}_2023年6月.xlsx`
    await system(file, '名单', peopleHeaders, people)
    made.push({
      sender: national,
      file,
      ledger: '脱贫人口和监测对象名单',
      period: '2023-06',
      counts: counts(people.length),
    })
  }
  for (const year of [2021, 2022] as const) {
    const rows = incomeRows(register, year)
    const file = `农户收入_${year}年度.xlsx`
    await system(file, '收入', incomeHeaders, rows)
    made.push({
      sender: national,
      file,
      ledger: '农户收入',
      period: String(year),
      counts: counts(rows.length),
    })
  }
  return made
}

async function system(file: string, sheetName: string, headers: readonly string[], rows: readonly Value[][]) {
  const isNumber = (at: number) => rows.some((row) => typeof row[at] === 'number')
  const columns = headers.map((title, at) => ({
    title,
    format: isNumber(at) ? ('number' as const) : ('id' as const),
  }))
  await mkdir(join(folder, national), { recursive: true })
  await writeWorkbook(
    { sheetName, columns, rows: rows.map((values) => ({ values })) },
    join(folder, national, file),
  )
}

async function writeDepartments(): Promise<ListedFile[]> {
  const made: ListedFile[] = []
  for (const sheet of departmentSheets) {
    const lines = linesOf(sheet.feed, register).map((about, at) => cellsOf(sheet, about, at + 1))
    const queued = queuedLines(sheet, register, lines.length)
    await mkdir(join(folder, sheet.sender), { recursive: true })
    await writeSheet(
      sheet,
      [...lines, ...queued.map(({ cells }) => cells)],
      join(folder, sheet.sender, sheet.file),
    )
    const unmatched = queued.filter(({ verdict }) => verdict === 'unmatched').length
    const own = ambiguous(sheet.feed)
    const contradicting = queued.length - unmatched + own
    made.push({
      sender: sheet.sender,
      file: sheet.file,
      ledger: sheet.ledger,
      period: '2023-06',
      counts: { ...counts(lines.length - own), unmatched, contradicting },
    })
  }
  const water = waterStops()
  await mkdir(join(folder, '水利局'), { recursive: true })
  const file = '停水记录_2022年7月至2023年6月.xlsx'
  await writeRegister(water.register, join(folder, '水利局', file))
  made.push({
    sender: '水利局',
    file,
    ledger: '停水记录',
    period: '2023-06',
    counts: counts(water.register.rows.length),
  })
  return made
}

// Who is registered in two counties is insured in one line, and nobody can say whose line it is.
function ambiguous(feed: string): number {
  return feed === 'insurance' ? 1 : 0
}

async function writeSupplement(): Promise<ListedFile> {
  const file = '一卡通补贴发放_补报500行.csv'
  const rows = supplementRows(linesOf('subsidyPayment', register))
  await writeCsv({ titles: supplementHeaders, rows, encoding: 'gb18030' }, join(folder, '财政局', file))
  return {
    sender: '财政局',
    file,
    ledger: '一卡通补贴发放',
    period: '2023-06',
    counts: { ...counts(450), same: 50 },
  }
}

async function writeDirty(): Promise<{ errors: number; repairs: number }> {
  await mkdir(join(folder, 'dirty'), { recursive: true })
  const medical = dirtyMedical(register)
  const water = dirtyWater()
  const books = [
    {
      workbook: '医保自付_脏数据.xlsx',
      ledger: '医疗费用结算',
      title: '2022年1—5月医保自付费用补报表',
      headers: dirtyMedicalHeaders,
      sheet: medical,
    },
    {
      workbook: '监测对象名单_脏数据.xlsx',
      ledger: '脱贫人口和监测对象名单',
      title: '2023年6月补录名单',
      headers: peopleHeaders,
      sheet: dirtyPeople(),
    },
    {
      workbook: '停水记录_脏数据.xlsx',
      ledger: '停水记录',
      title: '2021年停水补报表',
      headers: dirtyWaterHeaders,
      sheet: water,
    },
  ]
  for (const { workbook, ledger, title, headers, sheet } of books) {
    await writeRegister({ name: ledger, title, headers, rows: sheet.rows }, join(folder, 'dirty', workbook))
  }
  const sum = (of: (sheet: DirtyRows) => number) => books.reduce((all, { sheet }) => all + of(sheet), 0)
  const errors = sum((sheet) => sheet.errors.length)
  if (errors !== labelled) throw new Error(`${errors} errors are labelled, not ${labelled}`)
  const labels = books.map(({ workbook, ledger, sheet }) => ({
    workbook,
    ledger,
    rows: sheet.rows.length,
    errors: sheet.errors,
    repaired: sheet.repairs,
  }))
  await writeJson('dirty/labels.json', labels)
  return { errors, repairs: sum((sheet) => sheet.repairs.length) }
}

async function writeRefused() {
  await mkdir(join(folder, 'refused'), { recursive: true })
  const told = await writeRefusedFiles(join(folder, 'refused'))
  await writeJson('refused/labels.json', told)
  return told
}

function expectedDoubts() {
  return register.flatMap(({ code, members, doubts }: Household) =>
    doubts.map((rule) => ({ household: code, head: members[0]!.name, rule })),
  )
}

function counts(rows: number) {
  return { new: rows, update: 0, same: 0, error: 0, unmatched: 0, contradicting: 0 }
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(join(folder, file), `${JSON.stringify(value, null, 2)}\n`)
}
