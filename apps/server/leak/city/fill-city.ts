/** Fills the invented places with rows of every table, past every policy, and says what each row is called. */
import type pg from 'pg'
import type { DivisionCode } from '@xinlu/kernel/basis'
import { type Database, type Keys, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { insertRow } from '../../catalog/test/insert-row.ts'
import { idOf, makeRow } from '../../catalog/test/make-row.ts'
import type { RowPlace } from '../../catalog/test/row-maker.ts'
import { placeTableShapes } from '../../catalog/test/table-shape.ts'
import { loginAt, markedRows, markAt, nameAt, sessionAt } from './made-values.ts'
import { places } from './places.ts'

/** How many rows each table has in each place. */
export const ROWS = 2

const AUDIT = 'audit.entry'

/** Inserts the rows at `where`: all places with their first rows, when nothing else is said. */
export async function fillCity(client: pg.Client, keys: Keys, where = rowPlaces([1, ROWS])): Promise<void> {
  const maker = markedRows(keys)
  const tables = await placeTableShapes(client)
  await client.query('begin; set local session_replication_role = replica')
  for (const at of where) {
    await insertAccount(client, at)
    for (const table of tables.filter(({ name }) => name !== AUDIT)) {
      await insertRow(client, table, makeRow(table, at, maker))
    }
  }
  await client.query('commit')
}

/** Writes the audit entries of the rows: a chain can only be written by the one who keeps it. */
export async function fillAudit(database: Database, where = rowPlaces([1, ROWS])): Promise<void> {
  await withScope(database, SYSTEM, async (tx) => {
    for (const at of where) {
      const who = {
        account: idOf('access.account', at),
        name: nameAt(at),
        address: markAt(at, AUDIT, 'address'),
      }
      await record(tx, who, 'households.recordVisit', {
        subjectKind: 'household',
        subject: idOf('households.household', at),
        division: at.division as DivisionCode,
        detail: { text: markAt(at, AUDIT, 'detail') },
      })
    }
  })
}

/** Answers every place with every number of `numbers`, from the first to the last. */
export function rowPlaces([first, last]: readonly number[]): RowPlace[] {
  return places.flatMap(({ code }) =>
    Array.from({ length: last! - first! + 1 }, (_, i) => ({ division: code, n: first! + i })),
  )
}

/** Answers which place each id of the made rows belongs to. */
export function placesOfIds(tables: readonly string[], most: number): Map<string, number> {
  return new Map(
    rowPlaces([1, most]).flatMap((at) =>
      [...tables, 'access.account'].map((table) => [idOf(table, at), at.division] as const),
    ),
  )
}

// Accounts stand outside the rule of places, but the people in them have one.
async function insertAccount(client: pg.Client, at: RowPlace): Promise<void> {
  await client.query('insert into access.account (id, login, name, home) values ($1, $2, $3, $4)', [
    idOf('access.account', at),
    loginAt(at),
    nameAt(at),
    at.division - (at.division % 1_000_000),
  ])
  await client.query(
    `insert into access.session (token_hash, account, expires_at, agent, idle_minutes, confirm_minutes)
     values ($1, $2, '2023-12-31', $3, 30, 10)`,
    [sessionAt(at), idOf('access.account', at), markAt(at, 'access.session', 'agent')],
  )
}
