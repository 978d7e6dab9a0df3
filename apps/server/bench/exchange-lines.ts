/** Files in and out: a feed as csv and as xlsx, matched and sealed, taken back again; an export. */
import { join } from 'node:path'
import { rm, stat } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Actor } from '@xinlu/kernel/access'
import { SYSTEM } from '@xinlu/kernel/access/server'
import { exportLedger, writeCsv, writeWorkbook } from '@xinlu/kernel/exchange/server'
import { importTargets } from '../modules.ts'
import { importFile, undoImport } from '../work/import-file.ts'
import { CITY } from '../work/screen-city.ts'
import type { BenchCity } from './bench-city.ts'
import { type BenchLine, measure } from './measure.ts'
import { asOwner, asSystem } from './screening-lines.ts'

const MOST_ROWS = 500_000
const titles = [
  '身份证号码',
  '姓名',
  '补贴项目编码',
  '补贴项目名称',
  '发放日期',
  '发放金额（元）',
  '社保卡号后四位',
]

const operator: Actor = {
  account: SYSTEM.account,
  name: '测速',
  post: '',
  role: 'city',
  unit: '财政局',
  division: CITY,
  scope: SYSTEM.scope,
  extra: [],
}

/** Imports payments for everybody, up to half a million rows, and takes them back; exports the insurance ledger. */
export async function exchangeLines(bench: BenchCity): Promise<BenchLine[]> {
  const payments = ledgerNamed('departments.subsidyPayment')
  const insurance = ledgerNamed('departments.insurance')
  const people = await readPeople(bench)
  const lines: BenchLine[] = []
  for (const format of ['csv', 'xlsx'] as const) {
    const path = join(bench.folder, `payments.${format}`)
    await writePayments(path, format, people)
    let batch = ''
    lines.push(
      await measure(
        `import ${format}: read, sealed, matched, committed`,
        async () => {
          const { batch: done } = await importFile(bench.desk, operator, payments, {
            path,
            period: bench.asOf.slice(0, 7),
            purpose: '测速',
            signal: undefined,
          })
          batch = done.id
          if (done.state !== 'committed' || done.counts?.new !== people.length)
            throw new Error(`the import went wrong: ${done.state} ${JSON.stringify(done.counts)}`)
          return people.length
        },
        format === 'xlsx' ? { beside: 'import csv: read, sealed, matched, committed' } : {},
      ),
      await measure(`import ${format} taken back`, async () => {
        await undoImport(bench.desk, operator, importTargets, batch)
        return people.length
      }),
    )
    await rm(path)
    await asOwner(bench, 'vacuum analyze departments.subsidy_payment', 'truncate rules.dirty')
  }
  const out = join(bench.folder, 'insurance.xlsx')
  const line = await measure('export xlsx', () =>
    exportLedger(bench.house, operator, insurance, { format: 'xlsx', purpose: '测速' }, out),
  )
  const { size } = await stat(out)
  await rm(out)
  return [...lines, { ...line, note: `${(size / 1e6).toFixed(1)} MB` }]
}

interface Person {
  number: string
  name: string
}

async function readPeople(bench: BenchCity): Promise<Person[]> {
  const { rows } = await asSystem(bench, (tx) =>
    sql<{ idSealed: Buffer; name: string }>`
      select id_sealed, name from households.person where state = 'living' order by id limit ${MOST_ROWS}`.execute(
      tx,
    ),
  )
  return rows.map(({ idSealed, name }) => ({ number: bench.house.keys.open(idSealed), name }))
}

// The item is new at every run, so that every row is new.
async function writePayments(path: string, format: 'csv' | 'xlsx', people: readonly Person[]): Promise<void> {
  const item = `B${Date.now()}`
  const rows = people.map(({ number, name }, n) => [
    ...[number, name, item, '测速补贴', '2023-05-15', String(100 + (n % 900)), '1234'],
  ])
  if (format === 'csv') await writeCsv({ titles, rows }, path)
  else {
    const columns = titles.map((title) => ({ title, format: 'text' as const }))
    await writeWorkbook({ sheetName: '发放', columns, rows: rows.map((values) => ({ values })) }, path)
  }
}

function ledgerNamed(name: string) {
  return importTargets.find(({ ledger }) => ledger.name === name)!
}
