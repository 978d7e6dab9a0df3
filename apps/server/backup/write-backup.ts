/** Writes a backup folder: every table in one snapshot, as the role that sees every row. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { copyOut, copySettings, listMigrations, listTables } from './catalog.ts'
import { FORMAT, fileNames, type Manifest, sumsText, type TableEntry } from './manifest.ts'
import { measure } from './measure.ts'
import { BackupRefused } from './problems.ts'

/** What a backup is made from; `sealedKeys` is the key folder under its passphrase, if it is to go along. */
export interface BackupOrder {
  /** The address of `xinlu_backup`. */
  url: string
  dir: string
  sealedKeys?: Buffer
  signal?: AbortSignal
  onTable?: (entry: TableEntry, done: number, of: number) => void | Promise<void>
}

/** What was written. */
export interface BackupMade {
  manifest: Manifest
  bytes: number
  /** SHA-256 of `SHA256SUMS`, which stands for the whole folder. */
  digest: string
}

/**
 * Writes all tables into `dir`, which must be empty or not there, and gives the folder its name only when all is on
 * disk. The database is read in one repeatable-read snapshot, so work may go on meanwhile. A role whose view of a
 * table is narrowed by row security is refused instead of writing a part.
 */
export async function writeBackup({
  url,
  dir,
  sealedKeys,
  signal,
  onTable,
}: BackupOrder): Promise<BackupMade> {
  await assertFree(dir)
  const making = `${dir}.unfinished`
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true, mode: 0o700 })
  const client = new pg.Client({ connectionString: url, application_name: 'xinlu backup' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    // With row_security off PostgreSQL refuses to answer a part; with it on, it would answer a part without a word.
    await client.query(`${copySettings}; set local row_security = off`)
    const tables = await listTables(client)
    const sums = new Map<string, string>()
    const entries: TableEntry[] = []
    let bytes = 0
    for (const plan of tables) {
      const file = `${plan.name}.copy.gz`
      const plain = measure()
      const packed = measure()
      const rows = client.query(copyTo(copyOut(client, plan)))
      const path = createWriteStream(join(making, file), { mode: 0o600, flush: true })
      await pipeline(rows, plain, createGzip({ level: 4 }), packed, path, { signal })
      bytes += packed.bytes()
      sums.set(file, packed.digest())
      const entry = {
        name: plan.name,
        file,
        columns: plan.columns,
        rows: plain.lines(),
        digest: plain.digest(),
      }
      entries.push(entry)
      await onTable?.(entry, entries.length, tables.length)
    }
    const { rows } = await client.query<{ at: Date; version: string }>(
      `select now() as at, current_setting('server_version') as version`,
    )
    const manifest: Manifest = {
      format: FORMAT,
      takenAt: rows[0]!.at.toISOString(),
      postgres: rows[0]!.version,
      migrations: await listMigrations(client),
      tables: entries,
    }
    await client.query('commit')
    if (sealedKeys) await writeWhole(making, fileNames.keys, sealedKeys, sums)
    await writeWhole(making, fileNames.manifest, `${JSON.stringify(manifest, null, 2)}\n`, sums)
    const text = sumsText(sums)
    await writeFile(join(making, fileNames.sums), text, { mode: 0o600, flush: true })
    await settle(making, dir)
    return { manifest, bytes, digest: createHash('sha256').update(text).digest('hex') }
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw signal?.aborted ? error : refusalOf(error)
  } finally {
    await client.end().catch(() => {})
  }
}

async function assertFree(dir: string): Promise<void> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (names.length > 0) throw new BackupRefused(`目录 ${dir} 里已有内容。请换一个新的目录，备份不覆盖备份。`)
}

async function writeWhole(dir: string, name: string, body: Buffer | string, sums: Map<string, string>) {
  await writeFile(join(dir, name), body, { mode: 0o600, flush: true })
  sums.set(name, createHash('sha256').update(body).digest('hex'))
}

// A power cut right after the last line must not leave a folder that looks finished and is not.
async function settle(making: string, dir: string): Promise<void> {
  await syncFolder(making)
  await rm(dir, { recursive: true, force: true })
  await rename(making, dir)
  await chmod(dir, 0o700)
  await syncFolder(dirname(dir))
}

async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r')
  await handle.sync().finally(() => handle.close())
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError) || error.code !== '42501') return error
  return new BackupRefused(
    '这个数据库角色看不全数据，没有备份。请用角色 xinlu_backup（只读，绕过行级安全）。',
    [error.message],
  )
}
