/** Brings a backup back into an empty database of the same schema: all of it, compared row by row, or nothing. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import {
  copyIn,
  copyOut,
  copySettings,
  listMigrations,
  listTables,
  quoted,
  type TablePlan,
} from './catalog.ts'
import type { Manifest, TableEntry } from './manifest.ts'
import { measure } from './measure.ts'
import { BackupRefused } from './problems.ts'
import type { WholeBackup } from './verify-backup.ts'

/** Tables that the migrations themselves fill; all others must be empty before a restore. */
export const shippedTables: readonly string[] = ['access.setting', 'exchange.setting', 'operations.setting']

/** Where a backup goes. */
export interface RestoreOrder {
  /** The address of a superuser of the migrated database. */
  url: string
  backup: WholeBackup
  signal?: AbortSignal
  onTable?: (entry: TableEntry, done: number, of: number) => void
}

/**
 * Writes every table in one transaction and compares count and digest with the manifest before it commits; refuses a
 * database that is not empty, has other migrations or other tables, and a role that is no superuser. The caller has
 * verified the folder; a file that changed since then is found by its digest and rolls all back.
 */
export async function restoreBackup({ url, backup, signal, onTable }: RestoreOrder): Promise<void> {
  const { dir, manifest } = backup
  const client = new pg.Client({ connectionString: url, application_name: 'xinlu restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin')
    await client.query(copySettings)
    await assertSuperuser(client)
    assertSameMigrations(manifest, await listMigrations(client))
    const plans = plansOf(manifest, await listTables(client))
    await lockEmpty(client, plans)
    // Rows come in by table, not by dependency; they were consistent in the snapshot they were read from.
    await client.query('set local session_replication_role = replica')
    for (const [at, entry] of manifest.tables.entries()) {
      await readTable(client, dir, entry, signal)
      await compareTable(client, plans.get(entry.name)!, entry, signal)
      onTable?.(entry, at + 1, manifest.tables.length)
    }
    await client.query('commit')
    await client.query('analyze')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function assertSuperuser(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ is: boolean }>(
    'select rolsuper as is from pg_roles where rolname = current_user',
  )
  if (!rows[0]?.is) throw new BackupRefused('恢复要用数据库超级用户的地址，恢复之后日常运行不再需要它。')
}

function assertSameMigrations(manifest: Manifest, here: { name: string; digest: string }[]): void {
  const told = (list: { name: string; digest: string }[]) =>
    list.map(({ name, digest }) => `${name} ${digest}`)
  const [theirs, ours] = [told(manifest.migrations), told(here)]
  const apart = [
    ...theirs.filter((line) => !ours.includes(line)).map((line) => `只在备份里：${line.split(' ')[0]}`),
    ...ours.filter((line) => !theirs.includes(line)).map((line) => `只在数据库里：${line.split(' ')[0]}`),
  ]
  if (apart.length > 0) throw new BackupRefused('备份与程序的版本不同。请用备份时的版本恢复，再升级。', apart)
}

function plansOf(manifest: Manifest, here: TablePlan[]): Map<string, TablePlan> {
  const plans = new Map(here.map((plan) => [plan.name, plan]))
  const apart = [
    ...manifest.tables
      .filter(({ name, columns }) => plans.get(name)?.columns.join() !== columns.join())
      .map(({ name }) => name),
    ...here
      .filter(({ name }) => !manifest.tables.some((table) => table.name === name))
      .map(({ name }) => name),
  ]
  if (apart.length > 0) throw new BackupRefused('备份里的表与数据库里的表不同，没有恢复。', apart)
  return plans
}

// Locked until the end, so that nobody writes between the look and the rows.
async function lockEmpty(client: pg.Client, plans: ReadonlyMap<string, TablePlan>): Promise<void> {
  const names = [...plans.keys()]
  await client.query(`set local lock_timeout = '5s'`)
  try {
    await client.query(
      `lock table ${names.map((name) => quoted(client, name)).join(', ')} in access exclusive mode`,
    )
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error
    throw new BackupRefused('数据库正在被使用。请先停下服务（npm start 或 systemctl stop xinlu），再恢复。')
  }
  const filled: string[] = []
  for (const name of names) {
    if (shippedTables.includes(name)) continue
    const { rowCount } = await client.query(`select from ${quoted(client, name)} limit 1`)
    if (rowCount) filled.push(name)
  }
  if (filled.length > 0)
    throw new BackupRefused('这个数据库里已有数据。恢复只写进空的数据库，请另建一个。', filled)
  for (const name of shippedTables) await client.query(`delete from ${quoted(client, name)}`)
}

async function readTable(client: pg.Client, dir: string, entry: TableEntry, signal?: AbortSignal) {
  const into = client.query(copyFrom(copyIn(client, entry)))
  const plain = measure()
  await pipeline(createReadStream(join(dir, entry.file)), createGunzip(), plain, into, { signal })
  if (plain.digest() !== entry.digest)
    throw new BackupRefused(`${entry.file} 在恢复途中变了，没有写入任何内容。`)
}

async function compareTable(client: pg.Client, plan: TablePlan, entry: TableEntry, signal?: AbortSignal) {
  const found = measure()
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  await pipeline(client.query(copyTo(copyOut(client, plan))), found, nowhere, { signal })
  if (found.lines() !== entry.rows || found.digest() !== entry.digest)
    throw new BackupRefused(
      `${entry.name} 恢复后与备份不符（备份 ${entry.rows} 行，恢复 ${found.lines()} 行），没有写入任何内容。`,
    )
}
