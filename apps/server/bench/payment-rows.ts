/** A file of payments for everybody, as the finance office would send it; read and written page by page. */
import { sql } from 'kysely'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { writeCsv, writeWorkbook } from '@xinlu/kernel/exchange/server'
import type { House } from '../database/open-house.ts'

/** The ledger the rows are for. */
export const PAYMENTS = 'departments.subsidyPayment'

const PAGE = 5000
const titles = [
  '身份证号码',
  '姓名',
  '补贴项目编码',
  '补贴项目名称',
  '发放日期',
  '发放金额（元）',
  '社保卡号后四位',
]

/** Writes a payment of one item for every living person, up to `most`, and answers how many rows there are. */
export async function writePayments(
  house: House,
  { path, format, item, most }: { path: string; format: 'csv' | 'xlsx'; item: string; most: number },
): Promise<number> {
  const rows = paymentsOf(house, item, most)
  if (format === 'csv') return writeCsv({ titles, rows }, path)
  const columns = titles.map((title) => ({ title, format: 'text' as const }))
  const written = (async function* () {
    for await (const values of rows) yield { values }
  })()
  return writeWorkbook({ sheetName: '发放', columns, rows: written }, path)
}

async function* paymentsOf(house: House, item: string, most: number): AsyncGenerator<string[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (let n = 0; n < most;) {
    const { rows } = await withScope(
      house.database,
      SYSTEM,
      (tx) =>
        sql<{ id: string; idSealed: Buffer; name: string }>`
          select id, id_sealed, name from households.person where state = 'living' and id > ${after}::uuid
          order by id limit ${Math.min(PAGE, most - n)}`.execute(tx),
      { statementMs: 30 * 60_000 },
    )
    for (const { idSealed, name } of rows) {
      n += 1
      yield [house.keys.open(idSealed), name, item, '测速补贴', '2023-05-15', String(100 + (n % 900)), '1234']
    }
    if (rows.length < PAGE) return
    after = rows.at(-1)!.id
  }
}
