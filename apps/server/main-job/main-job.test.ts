/** The main job from the command line: a city's registers in, screened, every doubt the one that was worked out by hand. */
import { existsSync, writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { as } from '@xinlu/kernel/access/test'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { day } from '@xinlu/kernel/basis'
import { columnName } from '@xinlu/kernel/exchange'
import { readDivisionTree } from '@xinlu/kernel/divisions/server'
import { sqlNameOf } from '@xinlu/kernel/ledgers'
import { placeFinder } from '../database/find-place.ts'
import { buildDesk } from '../desk.ts'
import { importTargets } from '../modules.ts'
import { importFile } from '../work/import-file.ts'
import { type Clerk, openClerk } from './test/clerk.ts'
import {
  type ExampleFile,
  dirtyBooks,
  examplePath,
  expectedDoubts,
  files,
  refusedFiles,
  supplement,
} from './test/example-files.ts'
import { repairWorkbook, writeSameContent } from './test/sheets.ts'

const asOf = '2023-06-30'
// Everything is done by the city's desk, so that nothing is seen that a post does not reach.
const operator = ['--as', 'zhaomin'] as const

let clerk: Clerk
beforeAll(async () => {
  clerk = await openClerk()
})
afterAll(() => clerk?.close())

interface Imported {
  batch: string
  state: string
  rows: number
  counts: ExampleFile['counts']
  errors: string | null
  repeated: string | null
}

interface Screened {
  run: { hits: number; opened: number; changed: number; closed: number; kept: number; digest: string }
}

const none = { new: 0, update: 0, same: 0, error: 0, unmatched: 0, contradicting: 0 }
const pathOf = ({ sender, file }: ExampleFile) => examplePath(sender, file)

async function bring(
  ledger: string,
  path: string,
  ...more: string[]
): Promise<{ code: number; told: Imported }> {
  const { code, out, err } = await clerk.xinlu('import', ledger, path, '--json', ...operator, ...more)
  if (out === '') throw new Error(`${path}: ${err}`)
  return { code, told: JSON.parse(out) as Imported }
}

async function screen(): Promise<Screened['run']> {
  const { code, out, err } = await clerk.xinlu('screen', '--as-of', asOf, '--json', ...operator)
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
  return (JSON.parse(out) as Screened).run
}

// Every register, the queue and the findings, row by row; a change anywhere changes it.
async function contents(): Promise<Record<string, string>> {
  const tables = await clerk.look<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('households', 'departments', 'monitoring') and table_type = 'BASE TABLE'
       or table_schema = 'rules' and table_name = 'finding' order by 1`,
  )
  const digests: Record<string, string> = {}
  for (const { name } of tables) {
    const rows = await clerk.look<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as digest from ${name} t`,
    )
    digests[name] = rows[0]!.digest
  }
  return digests
}

const count = async (table: string): Promise<number> =>
  Number((await clerk.look<{ n: string }>(`select count(*) as n from ${table}`))[0]!.n)

const openBatches = () =>
  clerk.look(`select id from exchange.batch where state in ('uploaded', 'previewed', 'committing')`)

test('a trial says what would be and leaves nothing', async () => {
  const before = await contents()
  const { code, told } = await bring(files[0]!.ledger, pathOf(files[0]!), '--dry-run')
  expect(code).toBe(0)
  expect(told).toMatchObject({ state: 'cancelled', counts: files[0]!.counts })
  expect(await contents()).toEqual(before)
  expect(await count('exchange.staged')).toBe(0)
  expect(await openBatches()).toEqual([])
})

describe('every sender’s file goes in', () => {
  test.each(files)('$sender $file', async ({ ledger, period, counts, ...file }) => {
    const { code, told } = await bring(ledger, examplePath(file.sender, file.file), '--period', period)
    expect(told.counts).toEqual(counts)
    expect(told).toMatchObject({ state: 'committed', errors: null, repeated: null })
    expect(code).toBe(0)
  })

  test('records that fit nobody, or more than one, wait with both sides', async () => {
    const waiting = await clerk.look(
      `select ledger, name, why, state, jsonb_array_length(found) as found from departments.waiting order by name, ledger`,
    )
    const fit = { why: 'contradicting', state: 'waiting', found: 1 }
    const nobody = { why: 'unmatched', state: 'waiting', found: 0 }
    expect(waiting).toHaveLength(5)
    expect(waiting).toEqual(
      expect.arrayContaining([
        { ledger: 'departments.medicalExpense', name: '丁秋生', ...nobody },
        { ledger: 'departments.accident', name: '路人甲', ...nobody },
        { ledger: 'departments.relief', name: '樊来福', ...fit },
        { ledger: 'departments.employment', name: '何晓梅', ...fit },
        { ledger: 'departments.insurance', name: '何晓梅', ...fit },
      ]),
    )
  })
})

describe.each(dirtyBooks)('$workbook', (book) => {
  const errorsPath = () => clerk.path(`${book.workbook}-错误.xlsx`)
  const wrongRows = new Set(book.errors.map(({ row }) => row)).size
  let told: Imported

  test('reports every labelled defect at its row and column, and nothing else', async () => {
    const imported = await bring(book.ledger, examplePath('dirty', book.workbook), '--errors', errorsPath())
    told = imported.told
    expect(imported.code).toBe(2)
    expect(told).toMatchObject({ state: 'committed', rows: book.rows, errors: errorsPath() })
    const repeated = book.repaired.filter(({ note }) => note === 'exchange.repeated').length
    const good = book.rows - wrongRows - repeated
    expect(told.counts).toEqual({ ...none, new: good, same: repeated, error: wrongRows })
    const found = await reported(told.batch)
    expect(found.errors).toEqual(
      book.errors.map(({ row, column, reason }) => `${row} ${column} ${reason}`).sort(),
    )
    const notes = book.repaired.filter(({ note }) => note !== null)
    expect(found.notes).toEqual(notes.map(({ row, column, note }) => `${row} ${column} ${note}`).sort())
  })

  test('reads what is only written oddly', async () => {
    const target = importTargets.find(({ ledger }) => ledger.title === book.ledger)!
    const { rows, header } = await stagedOf(told.batch)
    const tree = await withScope(clerk.house.database, SYSTEM, (tx) => readDivisionTree(tx))
    const context = { today: day('2026-01-01'), place: placeFinder(tree, day('2026-01-01')) }
    for (const { row, header: title, becomes, kind } of book.repaired) {
      const staged = rows.find(({ n }) => n === row)!
      expect(`${kind} ${staged.verdict}`).toMatch(/ (new|same)$/)
      const key = header.find((cell) => cell.title === title)?.key
      if (key == null || becomes === null) continue
      const column = target.ledger.columns[key]!
      if (!column.stored) continue
      const plain = column.parse(becomes, context)
      const value = staged.values?.[sqlNameOf(key, column)]
      expect({ kind, value }).toEqual({ kind, value: plain.ok && plain.value })
    }
  })

  test('the error workbook, repaired cell by cell, goes in whole', async () => {
    expect(existsSync(errorsPath())).toBe(true)
    const repaired = clerk.path(`${book.workbook}-更正后.xlsx`)
    const rows = await repairWorkbook(errorsPath(), repaired, book.errors)
    expect(new Set(rows)).toEqual(new Set(book.errors.map(({ row }) => row)))
    const again = await bring(book.ledger, repaired)
    expect(again.told.counts).toEqual({ ...none, new: wrongRows })
    expect(again).toMatchObject({ code: 0, told: { errors: null } })
  })
})

async function stagedOf(batch: string) {
  const [found] = await clerk.look<{ header: { title: string; key: string | null }[] }>(
    'select header from exchange.batch where id = $1',
    [batch],
  )
  const rows = await clerk.look<{
    n: number
    verdict: string
    values: Record<string, unknown> | null
    errors: { code: string; path?: string }[] | null
    notes: { code: string; path?: string }[] | null
  }>('select n, verdict, values, errors, notes from exchange.staged where batch = $1 order by n', [batch])
  return { header: found!.header, rows }
}

async function reported(batch: string): Promise<{ errors: string[]; notes: string[] }> {
  const { header, rows } = await stagedOf(batch)
  const columnOf = (path: string | undefined) => {
    const at = header.findIndex(({ key }) => key !== null && key === path)
    return at < 0 ? null : columnName(at)
  }
  const of = (which: 'errors' | 'notes') =>
    rows
      .flatMap((row) => (row[which] ?? []).map(({ code, path }) => `${row.n} ${columnOf(path)} ${code}`))
      .sort()
  return { errors: of('errors'), notes: of('notes') }
}

test('a file that is not the ledger’s is refused with its sentence, and nothing is half-written', async () => {
  const [before, staged] = [await contents(), await count('exchange.staged')]
  const [atOnce, others] = [refusedFiles.slice(0, 4), refusedFiles.slice(4)]
  // Four commands at the same moment, as four offices would.
  const ended = await Promise.all(
    atOnce.map(({ file, ledger }) =>
      clerk.xinlu('import', ledger, examplePath('refused', file), ...operator),
    ),
  )
  expect(ended.map(({ code, err }) => ({ code, told: err.split('\n')[0] }))).toEqual(
    atOnce.map(({ sentence }) => ({ code: 1, told: sentence })),
  )
  for (const { file, ledger, sentence } of others) {
    await expect(bringAgain(ledger, examplePath('refused', file))).rejects.toMatchObject({ detail: sentence })
  }
  expect(await contents()).toEqual(before)
  expect(await count('exchange.staged')).toBe(staged)
  expect(await openBatches()).toEqual([])
})

test('an import killed in the middle leaves nothing', async () => {
  const [before, staged] = [await contents(), await count('exchange.staged')]
  const [head] = await clerk.look<{ id_sealed: Buffer; name: string }>(
    `select id_sealed, name from households.person where name = '李守田'`,
  )
  const number = clerk.house.keys.open(head!.id_sealed)
  const lines = Array.from({ length: 40_000 }, (_, at) => `${head!.name},${number},K${at},补贴,2023-05-06,10`)
  const path = clerk.path('很多行.csv')
  writeFileSync(path, ['领取人姓名,领取人身份证号,项目编码,项目名称,到账日期,补贴金额', ...lines].join('\n'))
  const { child, ended } = clerk.start('import', supplement.ledger, path, ...operator)
  const isCopying = async () =>
    (await clerk.look(`select from pg_stat_progress_copy where tuples_processed > 0`)).length > 0
  while (child.exitCode === null && !(await isCopying())) await pause()
  expect(child.exitCode).toBeNull()
  child.kill('SIGKILL')
  await ended
  expect(await contents()).toEqual(before)
  expect(await count('exchange.staged')).toBe(staged)
  expect(await clerk.look(`select state from exchange.batch where file_name = '很多行.csv'`)).toEqual([
    { state: 'checking' },
  ])
})

test('500 rows of which 50 exist are counted exactly', async () => {
  const before = await count('departments.subsidy_payment')
  const { code, told } = await bring(supplement.ledger, pathOf(supplement), '--period', supplement.period)
  expect(code).toBe(0)
  expect(told).toMatchObject({ rows: 500, counts: { ...none, new: 450, same: 50 } })
  expect(await count('departments.subsidy_payment')).toBe(before + 450)
})

describe('the screening', () => {
  let first: Screened['run']

  test('finds the doubts that were worked out by hand, every one and no other', async () => {
    first = await screen()
    const found = await clerk.look<{ household: string; head: string; rule: string }>(
      `select h.code as household, h.head_name as head, f.rule from rules.finding f
       join households.household h on h.county = f.county and h.id = f.subject where f.state = 'open'`,
    )
    const line = ({ household, head, rule }: (typeof found)[number]) => `${household} ${head} ${rule}`
    expect(found.map(line).sort()).toEqual(expectedDoubts.map(line).sort())
    expect(first).toMatchObject({ hits: expectedDoubts.length, opened: expectedDoubts.length, closed: 0 })
  })

  test('every file a second time changes nothing, and neither does screening again', async () => {
    const before = await contents()
    const { told, code } = await bring(files[0]!.ledger, pathOf(files[0]!), '--period', files[0]!.period)
    expect(code).toBe(0)
    expect(told.repeated).toContain('这个文件已导入')
    const books = dirtyBooks.map(({ workbook, ledger }) => ({ path: examplePath('dirty', workbook), ledger }))
    for (const file of [...files, supplement].map((one) => ({ ...one, path: pathOf(one) }))) {
      const { new: fresh, same } = file.counts
      const counts = await judgeAgain(file)
      expect({ file: file.file, counts }).toEqual({
        file: file.file,
        counts: { ...file.counts, new: 0, same: fresh + same },
      })
    }
    for (const book of books) expect(await judgeAgain(book)).toMatchObject({ new: 0, update: 0 })
    expect(await contents()).toEqual(before)
    const again = await screen()
    expect(again).toMatchObject({ hits: first.hits, opened: 0, changed: 0, closed: 0, digest: first.digest })
    expect(await contents()).toEqual(before)
  })
})

/** Imports the same content in other bytes, so that it is not recognised by its digest but read and judged anew. */
async function judgeAgain({ ledger, path, period }: { ledger: string; path: string; period?: string }) {
  const copy = clerk.path(`再次${extname(path)}`)
  writeSameContent(path, copy)
  const { batch, repeated } = await bringAgain(ledger, copy, period)
  expect(repeated).toBeUndefined()
  return batch.counts
}

// The work of the command without a process of its own.
async function bringAgain(ledger: string, path: string, period?: string) {
  const target = importTargets.find((one) => one.ledger.title === ledger)!
  const tree = await withScope(clerk.house.database, SYSTEM, (tx) => readDivisionTree(tx))
  const wish = { path, period, purpose: '再次导入', place: placeFinder(tree, day('2026-01-01')) }
  return importFile(buildDesk(clerk.house, []), as('市局·赵敏'), target, wish)
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 10))
