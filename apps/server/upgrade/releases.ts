/** The releases that today's program must be able to follow: their migrations, a small city of theirs, their SQL. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { verifyBackup, type WholeBackup } from '../backup/verify-backup.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const MIGRATIONS = join(ROOT, 'db', 'migrations')

/** Where releases are kept. */
export const RELEASES = join(ROOT, 'db', 'releases')

/** What `xinlu restore` needs for the keys of a release; the people in it are invented. */
export const RELEASE_PASSPHRASE = 'invented people of a release'

/** A release as it was kept. */
export interface Release {
  version: string
  backup: WholeBackup
  /** Every statement its stores ran, as printed. */
  statements: string[]
}

/** Reads all releases, the oldest first; throws when one is not whole. */
export async function readReleases(): Promise<Release[]> {
  const versions = existsSync(RELEASES) ? readdirSync(RELEASES, { withFileTypes: true }) : []
  return Promise.all(
    versions
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort()
      .map(async (version) => ({
        version,
        backup: await verifyBackup(join(RELEASES, version, 'city')),
        statements: statementsOf(
          gunzipSync(readFileSync(join(RELEASES, version, 'statements.sql.gz'))).toString(),
        ),
      })),
  )
}

/** Puts the migrations of a release into an empty folder; throws when one is gone or was changed since. */
export function copyMigrations({ version, backup }: Release, folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const { name, digest } of backup.manifest.migrations) {
    const path = join(MIGRATIONS, name)
    if (!existsSync(path)) throw new Error(`${name} of release ${version} is gone`)
    if (createHash('sha256').update(readFileSync(path)).digest('hex') !== digest)
      throw new Error(`${name} was changed after release ${version}`)
    copyFileSync(path, join(folder, name))
  }
}

/** The statements of a printed text that can be looked at alone: those that read or write tables that stay. */
function statementsOf(text: string): string[] {
  return text
    .split(/;\n/)
    .map((statement) => statement.replace(/^\s*--.*$/gm, '').trim())
    .filter(
      (statement) =>
        /^(select|with|insert|update|delete)\b/i.test(statement) && !statement.includes('pg_temp'),
    )
}
