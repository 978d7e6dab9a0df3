/** Fills the tables that a demo city leaves empty, with rows that have the right places and kinds and no meaning. */
import { departmentLedgers } from '@xinlu/departments'
import type { OwnerConnection } from '../../database/with-owner.ts'
import { type ColumnShape, placeTableShapes, type TableShape } from '../../catalog/test/table-shape.ts'
import { realRows } from './real-size.ts'

const LEAST = 3000

/** Gives each named table with a place a few thousand rows in the villages there are; its checks are dropped. */
export async function fillRest(owner: OwnerConnection): Promise<void> {
  await owner.query(`set session_replication_role = replica`)
  for (const table of await placeTableShapes(owner)) {
    const real = realRows[table.name]
    if (real === undefined) continue
    const wanted = Math.min(real, LEAST)
    const { rows } = await owner.query<{ there: number }>(`select count(*)::int as there from ${table.name}`)
    if (rows[0]!.there >= wanted / 2) continue
    await dropChecks(owner, table.name)
    await owner.query(insertion(table, wanted - rows[0]!.there))
  }
  await owner.query('analyze')
}

// What a row means is not asked for, only how many there are of each kind and place.
async function dropChecks(owner: OwnerConnection, table: string): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select quote_ident(conname) as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
    [table],
  )
  for (const { name } of rows) await owner.query(`alter table ${table} drop constraint ${name}`)
}

function insertion(table: TableShape, count: number): string {
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ')
  const values = table.columns.map((column) => valueOf(table, column)).join(', ')
  return `with village as (select array_agg(code order by code) as codes from divisions.division where level = 'village')
    insert into ${table.name} (${names}) select ${values}
    from village, generate_series(1, ${count}) as n,
      lateral (select codes[1 + (hashint4(n) & 1048575) % cardinality(codes)] as code) place
    on conflict do nothing`
}

function valueOf(table: TableShape, column: ColumnShape): string {
  const { name, type, choices } = column
  if (name === 'county') return '(code / 1000000)::int'
  if (name === 'seq') return `1000000 + n` // The chains of the demo go on below.
  if (name.endsWith('county')) return '(code / 1000000)::int'
  if (/division$|^place$/.test(name)) return 'code'
  if (choices && type === 'text')
    return `(array[${choices.map((choice) => `'${choice}'`).join(', ')}])[1 + (n * 7) % ${choices.length}]`
  if (name === 'ledger') return oneOf(Object.keys(departmentLedgers).map((feed) => `departments.${feed}`))
  switch (type) {
    case 'text':
      // Names of kinds are few, other texts are many.
      return FEW.test(name) ? `'kind' || n % 20` : /digest|detail/.test(name) ? `'{}'` : `'text' || n`
    case 'uuid':
      if (/account|^by|decided/.test(name)) return idOf('(n % 2000)::text')
      return name === 'batch' ? idOf('(n / 100)::text') : idOf(`'${table.name}.${name}' || n`)
    case 'jsonb':
      if (!column.isRequired) return 'null'
      return column.isList ? `'[]'` : `'{}'`
    case 'bytea':
      // Nothing can be opened that nobody sealed.
      return /_sealed$|^raw$/.test(name)
        ? 'null'
        : `decode(md5('${name}' || n) || md5('${name}' || -n), 'hex')`
    case 'boolean':
      return 'n % 5 = 0'
    case 'date':
      return name === 'to_on' || name === 'closed_on' ? 'null' : `current_date - n % 700`
    case 'timestamp with time zone':
      return column.isRequired ? `now() - n * (interval '365 days' / ${LEAST})` : 'null'
    case 'integer':
    case 'bigint':
      return 'n'
    case 'smallint':
    case 'double precision':
    case 'numeric':
      return 'n % 100'
    case 'text[]':
    case 'bigint[]':
      return `'{}'`
    case 'inet':
      return `'10.0.0.1'`
    default:
      throw new Error(`${table.name}.${name} is ${type}, for which there is no value`)
  }
}

function oneOf(values: readonly string[]): string {
  return `(array[${values.map((value) => `'${value}'`).join(', ')}])[1 + (n * 7) % ${values.length}]`
}

// With the marks of version and variant, without which it would not be taken as an id.
function idOf(text: string): string {
  return `overlay(overlay(md5(${text}) placing '7' from 13) placing '9' from 17)::uuid`
}

const FEW =
  /^(ledger|department|act|rule|subject_kind|outcome|role|period|verdict|target_table|category|reach)$/
