/** Transactions with a scope for the tests of this room, which lies below the room that opens them for real. */
import type { DB } from '@xinlu/db'
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Scope } from '../../basis/index.ts'
import type { Tx } from '../server/store.ts'

/** Every place. */
export const everywhere: Scope = { lo: 0, hi: 1_000_000_000_000 }

/** A pool of the application role; `within` runs in one transaction that sees only a scope. */
export type TestPool = {
  within<T>(scope: Scope, fn: (tx: Tx) => Promise<T>): Promise<T>
  end(): Promise<void>
}

/** Opens the pool. */
export function openTestPool(url: string): TestPool {
  const pool = new pg.Pool({ connectionString: url, max: 2, types: { getTypeParser } })
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] })
  return {
    within: (scope, fn) =>
      db.transaction().execute(async (tx) => {
        await sql.raw(`set local app.lo = '${scope.lo}'; set local app.hi = '${scope.hi}'`).execute(tx)
        return await fn(tx)
      }),
    end: () => db.destroy(),
  }
}

// 64-bit integers as numbers and days as text, as in the real pool.
const getTypeParser = ((oid: number, format?: 'text' | 'binary') => {
  if (oid === pg.types.builtins.INT8) return Number
  if (oid === pg.types.builtins.DATE) return String
  return pg.types.getTypeParser(oid, format as 'text')
}) as typeof pg.types.getTypeParser
