/** Puts into one village a record of every ledger with a value in every column, at each place a door reads from. */
import { type Column, type Ledger, sqlNameOf } from '@xinlu/kernel/ledgers'
import { day } from '@xinlu/kernel/basis'
import { feedNames } from '@xinlu/departments'
import { importTargets } from '../../modules.ts'
import { insertRow } from '../../catalog/test/insert-row.ts'
import { idOf, makeRow } from '../../catalog/test/make-row.ts'
import { placeTableShapes, type TableShape } from '../../catalog/test/table-shape.ts'
import { markedRows } from '../city/made-values.ts'
import type { City } from '../open-city.ts'

/** The village in which the fields lie; every asker with a post in the first county covers it. */
export const VILLAGE = 149921100201
const FIRST = 41
const TYPED = '原文'

/** Answers the id of the import of a ledger whose rows hold its fields. */
export function batchOf(ledger: string): string {
  return idOf('exchange.batch', { division: VILLAGE, n: FIRST + orderOf(ledger) })
}

/** Answers the id of the waiting record that holds the fields of a feed. */
export function waitingOf(ledger: string): string {
  return idOf('departments.waiting', { division: VILLAGE, n: FIRST + orderOf(ledger) })
}

function orderOf(ledger: string): number {
  return importTargets.findIndex((target) => target.ledger.name === ledger)
}

/** Does so, past every policy. */
export async function layOutFields(city: City): Promise<void> {
  const { admin } = city
  const shapes = new Map((await placeTableShapes(admin)).map((shape) => [shape.name, shape]))
  await admin.query('begin; set local session_replication_role = replica')
  for (const { ledger } of importTargets) await putImport(city, shapes, ledger)
  for (const feed of feedNames) await putWaiting(city, shapes, `departments.${feed}`)
  await admin.query('commit')
}

async function putImport(city: City, shapes: ReadonlyMap<string, TableShape>, ledger: Ledger): Promise<void> {
  const n = FIRST + orderOf(ledger.name)
  const columns = Object.entries(ledger.columns)
  const put = putter(city, shapes)
  const header = columns.map(([key, { label }]) => ({ title: label, key }))
  await put('exchange.batch', n, { ledger: ledger.name, header: JSON.stringify(header), state: 'previewed' })
  const batch = batchOf(ledger.name)
  const values = JSON.stringify(
    Object.fromEntries(columns.map(([key, column]) => [sqlNameOf(key, column), storedValue(column, city)])),
  )
  const typed = { values, raw: null, errors: null, notes: null, verdict: 'new', n: 1, batch }
  await put('exchange.staged', n, typed)
  const cells = columns.map(() => TYPED)
  const errors = columns.map(([key]) => ({ code: 'wrong', message: `${TYPED}不对`, path: key }))
  const refused = {
    raw: city.keys.seal(JSON.stringify(cells)),
    errors: JSON.stringify(errors),
    notes: null,
    values: null,
    verdict: 'error',
    n: 2,
    batch,
  }
  await put('exchange.staged', n, refused)
}

async function putWaiting(
  city: City,
  shapes: ReadonlyMap<string, TableShape>,
  ledger: string,
): Promise<void> {
  const target = importTargets.find((one) => one.ledger.name === ledger)!
  const given = Object.fromEntries(
    Object.entries(target.ledger.columns)
      .filter(([, column]) => column.sealed === undefined)
      .map(([key, column]) => [sqlNameOf(key, column), storedValue(column, city)]),
  )
  const batch = batchOf(ledger)
  const row = { ledger, given: JSON.stringify(given), batch, why: 'unmatched' }
  await putter(city, shapes)('departments.waiting', FIRST + orderOf(ledger), row)
}

function putter({ admin, keys }: City, shapes: ReadonlyMap<string, TableShape>) {
  return async (table: string, n: number, values: Readonly<Record<string, unknown>>): Promise<void> => {
    const shape = shapes.get(table)!
    const row = { ...makeRow(shape, { division: VILLAGE, n }, markedRows(keys)), ...values }
    await insertRow(admin, shape, row)
  }
}

// What the sheet would have held: the first sample that the column itself takes.
const samples = ['健康', '王小明', '13803501234', '2023-03', '3', '是', '一般']

/** Answers a value of the column as its table holds it, in the JSON of a staged row. */
function storedValue(column: Column, { keys }: City): unknown {
  if (column.sealed === 'citizen') return hex(keys.seal('14990119900101123X'))
  if (column.sealed === 'phone') return hex(keys.seal('13803501234'))
  if (column.sealed !== undefined) return hex(keys.seal('很长的一句话'))
  switch (column.kind) {
    case 'choice':
      return column.options?.[0]?.code
    case 'yesNo':
      return true
    case 'day':
      return '1980-05-15'
    case 'month':
      return '2023-03'
    case 'place':
      return VILLAGE
    case 'number':
      return 3
    case 'money':
      return 12300
    case 'text':
    case 'note':
    case 'person':
    case 'reference':
    case 'file': {
      const read = [column.example, ...samples].flatMap((given) => {
        const parsed = given === undefined ? undefined : column.parse(given, { today: day('2023-06-15') })
        return parsed?.ok ? [parsed.value] : []
      })
      return read[0] ?? '一般'
    }
    default:
      return column.kind satisfies never
  }
}

function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`
}
