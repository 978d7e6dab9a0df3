/** Brings a database to the newest schema by running the plain-SQL files of `db/migrations`, forward only. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Which files were run now, and which had been run before. */
export interface MigrationReport {
  ran: string[]
  already: string[]
  /** What each file that was run kept others waiting with. */
  took: MigrationTook[]
}

/** How long the transaction of a file took, and which tables nobody else could use in the meantime, to its end. */
export interface MigrationTook {
  name: string
  ms: number
  locks: { table: string; mode: string }[]
}

/** The first words of a file that runs outside a transaction. */
const OUTSIDE = '-- outside a transaction'

const FOLDER = join(import.meta.dirname, 'migrations')

/**
 * Runs each migration once, in the order of its name, each in its own transaction, as `xinlu_owner`.
 * A file that was changed after it ran is refused: history is not rewritten.
 */
export async function migrate(url: string, folder = FOLDER): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: url })
  // A connection that breaks fails the statement under way; unheard, it would end the process without a word.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('set role xinlu_owner')
    await client.query(`create schema if not exists migrations`)
    await client.query(
      `create table if not exists migrations.migration (name text primary key, digest text not null, applied_at timestamptz not null default now())`,
    )
    const before = await client.query<{ name: string; digest: string }>(
      'select name, digest from migrations.migration',
    )
    const known = new Map(before.rows.map((row) => [row.name, row.digest]))
    const report: MigrationReport = { ran: [], already: [], took: [] }
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .sort()) {
      const text = readFileSync(join(folder, name), 'utf8')
      const digest = createHash('sha256').update(text).digest('hex')
      const applied = known.get(name)
      if (applied === undefined) {
        const work = text.startsWith(OUTSIDE) ? runOutside : run
        report.took.push(await work(client, name, text, digest))
        report.ran.push(name)
      } else if (applied === digest) report.already.push(name)
      else throw new Error(`迁移文件 ${name} 执行之后又被改动过。请恢复原文件，新的改动写进新的迁移文件。`)
    }
    return report
  } finally {
    await client.end()
  }
}

// Locks that keep others from writing, on tables that were there before; for what a file makes itself nobody waits.
const HEAVY_LOCKS = `
  select n.nspname || '.' || c.relname as table, l.mode from pg_locks l join pg_class c on c.oid = l.relation
  join pg_namespace n on n.oid = c.relnamespace
  where l.pid = pg_backend_pid() and c.oid = any ($1)
    and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
  order by 1, 2`

async function run(client: pg.Client, name: string, text: string, digest: string): Promise<MigrationTook> {
  const begun = performance.now()
  await client.query('begin')
  try {
    const before = await client.query<{ oids: number[] }>(
      `select array_agg(oid::int8::int) as oids from pg_class where relkind in ('r', 'p') and relnamespace > 16383`,
    )
    // A migration waits at most two seconds for a lock, so that it never queues the whole office behind it.
    await client.query(`set local lock_timeout = '2s'`)
    await client.query(text)
    await client.query('insert into migrations.migration (name, digest) values ($1, $2)', [name, digest])
    const locks = await client.query<{ table: string; mode: string }>(HEAVY_LOCKS, [
      before.rows[0]?.oids ?? [],
    ])
    await client.query('commit')
    return { name, ms: Math.ceil(performance.now() - begun), locks: locks.rows }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw failureOf(name, error)
  }
}

/**
 * Runs a file that says so in its first line statement by statement, because an index can be built beside the work
 * only outside a transaction. Broken off, it begins anew the next time, so its statements must bear being repeated.
 */
async function runOutside(
  client: pg.Client,
  name: string,
  text: string,
  digest: string,
): Promise<MigrationTook> {
  const begun = performance.now()
  try {
    await client.query(`set lock_timeout = '2s'`)
    for (const statement of text.split(/;\s*$/m)) if (statement.trim() !== '') await client.query(statement)
    await client.query('insert into migrations.migration (name, digest) values ($1, $2)', [name, digest])
    await client.query('reset lock_timeout')
    return { name, ms: Math.ceil(performance.now() - begun), locks: [] }
  } catch (error) {
    throw failureOf(name, error)
  }
}

function failureOf(name: string, error: unknown): Error {
  const detail = error instanceof pg.DatabaseError && error.position ? `（位置 ${error.position}）` : ''
  const why = error instanceof Error ? error.message : String(error)
  return new Error(`迁移文件 ${name} 执行失败${detail}：${why}`, { cause: error })
}
