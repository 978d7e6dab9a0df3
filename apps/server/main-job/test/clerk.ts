/** A clerk of the test city at a terminal: a fresh data folder with one small cluster, the command line, a look inside. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { settleTestCity } from '@xinlu/kernel/access/test'
import { type House, openHouse } from '../../database/open-house.ts'
import { type Ran, startXinlu } from '../../cli/test/run-xinlu.ts'

/** The clerk; `close` ends the cluster and removes the folder. */
export interface Clerk {
  house: House
  /** A path in the folder in which the clerk works. */
  path(name: string): string
  xinlu(...words: string[]): Promise<Ran>
  start(...words: string[]): ReturnType<typeof startXinlu>
  /** Looks into the database past every policy. */
  look<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

/** Opens the folder; the house stays open so that every run of the command line adopts its cluster. */
export async function openClerk(): Promise<Clerk> {
  const cwd = mkdtempSync(join(tmpdir(), 'xinlu-main-job-'))
  const place = { cwd, dataDir: join(cwd, 'data') }
  const house = await openHouse({
    ...place,
    port: 0,
    host: '127.0.0.1',
    databaseUrl: undefined,
    behindTls: false,
    outside: undefined,
  })
  await settleTestCity(house.database)
  const pool = new pg.Pool({ connectionString: house.adminUrl, max: 1 })
  // The cluster may stop before the last connection has said goodbye.
  pool.on('error', () => {})
  return {
    house,
    path: (name) => join(cwd, name),
    xinlu: (...words) => startXinlu(words, place).ended,
    start: (...words) => startXinlu(words, place),
    look: async (text, values) => (await pool.query(text, values)).rows as never,
    async close() {
      await pool.end()
      await house.close()
      rmSync(cwd, { recursive: true, force: true })
    },
  }
}
