/** Brings a database to the newest schema by running the plain-SQL files of `db/migrations`, forward only. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Which files were run now, and which had been run before. */
export interface MigrationReport {
  ran: string[]
  already: string[]
}

const FOLDER = join(import.meta.dirname, 'migrations')

/**
 * Runs each migration once, in the order of its name, each in its own transaction, as `xinlu_owner`.
 * A file that was changed after it ran is refused: history is not rewritten.
 */
export async function migrate(url: string, folder = FOLDER): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: url })
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
    const report: MigrationReport = { ran: [], already: [] }
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .sort()) {
      const text = readFileSync(join(folder, name), 'utf8')
      const digest = createHash('sha256').update(text).digest('hex')
      const applied = known.get(name)
      if (applied === undefined) {
        await run(client, name, text, digest)
        report.ran.push(name)
      } else if (applied === digest) report.already.push(name)
      else throw new Error(`迁移文件 ${name} 执行之后又被改动过。请恢复原文件，新的改动写进新的迁移文件。`)
    }
    return report
  } finally {
    await client.end()
  }
}

async function run(client: pg.Client, name: string, text: string, digest: string): Promise<void> {
  await client.query('begin')
  try {
    // A migration waits at most two seconds for a lock, so that it never queues the whole office behind it.
    await client.query(`set local lock_timeout = '2s'`)
    await client.query(text)
    await client.query('insert into migrations.migration (name, digest) values ($1, $2)', [name, digest])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const detail = error instanceof pg.DatabaseError && error.position ? `(位置 ${error.position})` : ''
    throw new Error(
      `迁移文件 ${name} 执行失败${detail}:${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
}
