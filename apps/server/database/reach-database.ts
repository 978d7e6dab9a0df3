/** Reaches PostgreSQL, the embedded one or an outside one, and brings it to the newest schema. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { migrate } from '@xinlu/db'
import { type Passwords, prepareDatabase, startCluster, urlFor } from '@xinlu/db/cluster'
import type { Config } from '../config.ts'

/** A migrated database, its three doors, and how to leave it. */
export interface Reached {
  isEmbedded: boolean
  /** As the superuser or owner that was given: for migrations and restores. */
  adminUrl: string
  /** As `xinlu_app`: for the work. */
  appUrl: string
  /** As `xinlu_backup`: reads every row and writes none. */
  backupUrl: string
  stop(): Promise<void>
}

/** Starts or reaches PostgreSQL, makes the roles and the database, and migrates. */
export async function reachDatabase({
  dataDir,
  databaseUrl,
}: Pick<Config, 'dataDir' | 'databaseUrl'>): Promise<Reached> {
  mkdirSync(dataDir, { recursive: true })
  const cluster = databaseUrl ? undefined : await startCluster({ dir: dataDir })
  try {
    const passwords = rolePasswords(dataDir)
    const { server, name } = addressOf(databaseUrl ?? cluster!.adminUrl, cluster ? 'xinlu' : undefined)
    await prepareDatabase(server, name, passwords)
    const adminUrl = urlFor(server, name)
    await migrate(adminUrl)
    return {
      isEmbedded: cluster !== undefined,
      adminUrl,
      appUrl: urlFor(server, name, { user: 'xinlu_app', password: passwords.app }),
      backupUrl: urlFor(server, name, { user: 'xinlu_backup', password: passwords.backup }),
      stop: async () => cluster?.stop(),
    }
  } catch (error) {
    await cluster?.stop()
    throw error
  }
}

function addressOf(url: string, name: string | undefined): { server: string; name: string } {
  const given = new URL(url)
  return { server: url, name: name ?? (given.pathname.slice(1) || 'xinlu') }
}

// The two roles' passwords are made on this machine and never leave it; each start sets them anew in the database.
function rolePasswords(dataDir: string): Passwords {
  const file = join(dataDir, 'role-passwords.json')
  if (!existsSync(file)) {
    const made: Passwords = {
      app: randomBytes(24).toString('base64url'),
      backup: randomBytes(24).toString('base64url'),
    }
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Passwords
}
