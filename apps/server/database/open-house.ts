/** Opens the house: the database, migrated, with the application's role, and the keys. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { migrate } from '@xinlu/db'
import { type Passwords, prepareDatabase, startCluster, urlFor } from '@xinlu/db/cluster'
import { type Database, type Keys, openDatabase, openLocalKeys } from '@xinlu/kernel/access/server'
import type { Config } from '../config.ts'

/** Everything a process needs to work, and the way to leave without a trace. */
export interface House {
  database: Database
  keys: Keys
  /** Whether the database is the embedded one. */
  isEmbedded: boolean
  /** The owner's address, for migrations and maintenance. */
  adminUrl: string
  close(): Promise<void>
}

/** Starts or reaches PostgreSQL, brings it to the newest schema, and opens the pool of `xinlu_app`. */
export async function openHouse(config: Config): Promise<House> {
  mkdirSync(config.dataDir, { recursive: true })
  const keys = openLocalKeys({ dir: join(config.dataDir, 'keys') })
  const cluster = config.databaseUrl ? undefined : await startCluster({ dir: config.dataDir })
  try {
    const passwords = rolePasswords(config.dataDir)
    const { server, name } = addressOf(config.databaseUrl ?? cluster!.adminUrl, cluster ? 'xinlu' : undefined)
    await prepareDatabase(server, name, passwords)
    const adminUrl = urlFor(server, name)
    await migrate(adminUrl)
    const database = openDatabase(urlFor(server, name, { user: 'xinlu_app', password: passwords.app }))
    return {
      database,
      keys,
      isEmbedded: cluster !== undefined,
      adminUrl,
      close: async () => {
        await database.close()
        await keys.close()
        await cluster?.stop()
      },
    }
  } catch (error) {
    await keys.close()
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
