/** Changes one thing at a time outside some places, by chance: a row comes, a row is changed, a row goes. */
import type { Random } from '../demo/random.ts'
import { insertRow } from '../catalog/test/insert-row.ts'
import { makeRow } from '../catalog/test/make-row.ts'
import { type ColumnShape, placeTableShapes, type TableShape } from '../catalog/test/table-shape.ts'
import { fillAudit } from './city/fill-city.ts'
import { markAt, markedRows } from './city/made-values.ts'
import { places } from './city/places.ts'
import type { City } from './open-city.ts'

/** What was done, for whoever has to find out which change was seen where it should not have been. */
export interface Mutation {
  kind: 'insert' | 'update' | 'delete'
  table: string
  division: number
}

const AUDIT = 'audit.entry'
const TRIES = 50

/** Answers a function that makes one change at each call; `first` is the number of the first row it may insert. */
export async function mutatorElsewhere(
  city: City,
  covered: ReadonlySet<number>,
  random: Random,
  first: number,
): Promise<() => Promise<Mutation>> {
  const tables = await placeTableShapes(city.admin)
  const outside = places.filter(({ code }) => !covered.has(code)).map(({ code }) => code)
  let n = first
  const attempt = (): Promise<Mutation | undefined> => {
    const table = random.pick(tables)
    const division = random.pick(outside)
    const chance = random.int(1, 3)
    if (chance === 1 || table.name === AUDIT) return inserted(city, table, division, n++)
    return chance === 2
      ? updated(city, table, division, random.pick(table.columns.filter(isChangeable)), n++)
      : deleted(city, table, division)
  }
  return async () => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const done = await attempt()
      if (done) return done
    }
    throw new Error(`nothing could be changed outside ${[...covered].join(', ')}`)
  }
}

async function inserted(
  city: City,
  table: TableShape,
  division: number,
  n: number,
): Promise<Mutation | undefined> {
  const { admin, database, keys } = city
  // A chain can only be written by the one who keeps it.
  if (table.name === AUDIT) await fillAudit(database, [{ division, n }])
  else
    await pastEveryPolicy(city, async () => {
      await insertRow(admin, table, makeRow(table, { division, n }, markedRows(keys)))
      return 1
    })
  return { kind: 'insert', table: table.name, division }
}

async function updated(
  city: City,
  table: TableShape,
  division: number,
  column: ColumnShape,
  n: number,
): Promise<Mutation | undefined> {
  const name = `"${column.name}"`
  const rows = await pastEveryPolicy(city, async () => {
    const { rowCount } = await city.admin.query(
      `update ${table.name} set ${name} = ${changeOf(table, column, division, n)}
       where ctid = (select ctid from ${table.name} where division = $1 order by md5(ctid::text || $2) limit 1)`,
      [division, String(n)],
    )
    return rowCount ?? 0
  })
  return rows > 0 ? { kind: 'update', table: `${table.name}.${column.name}`, division } : undefined
}

async function deleted(city: City, table: TableShape, division: number): Promise<Mutation | undefined> {
  const rows = await pastEveryPolicy(city, async () => {
    const { rowCount } = await city.admin.query(
      `delete from ${table.name} where ctid = (select ctid from ${table.name} where division = $1 limit 1)`,
      [division],
    )
    return rowCount ?? 0
  })
  return rows > 0 ? { kind: 'delete', table: table.name, division } : undefined
}

const types = ['text', 'integer', 'smallint', 'numeric', 'timestamp with time zone', 'date', 'boolean']

function isChangeable({ name, type, refersTo }: ColumnShape): boolean {
  return types.includes(type) && name !== 'county' && refersTo === undefined
}

function changeOf(table: TableShape, column: ColumnShape, division: number, n: number): string {
  const name = `"${column.name}"`
  switch (column.type) {
    case 'text':
      return column.choices
        ? `'${column.choices[n % column.choices.length]}'`
        : `'${markAt({ division, n }, table.name, column.name)}'`
    case 'boolean':
      return `not ${name}`
    case 'timestamp with time zone':
      return `${name} + interval '40 days'`
    default:
      return `${name} + 1`
  }
}

// A change that a check of the table refuses is none; another one is tried.
async function pastEveryPolicy({ admin }: City, change: () => Promise<number>): Promise<number> {
  await admin.query('begin; set local session_replication_role = replica')
  try {
    const rows = await change()
    await admin.query('commit')
    return rows
  } catch {
    await admin.query('rollback')
    return 0
  }
}
