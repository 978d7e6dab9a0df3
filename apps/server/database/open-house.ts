/** Opens the house: the database, migrated, with the application's role, and the keys. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, type LocalKeys, openDatabase, openLocalKeys } from '@xinlu/kernel/access/server'
import type { Config } from '../config.ts'
import { reachDatabase } from './reach-database.ts'

/** Everything a process needs to work, and the way to leave without a trace. */
export interface House {
  database: Database
  keys: LocalKeys
  /** Whether the database is the embedded one. */
  isEmbedded: boolean
  /** The owner's address, for migrations and maintenance. */
  adminUrl: string
  /** The address of the role that reads every row for a backup; none where no backup is taken. */
  backupUrl?: string
  close(): Promise<void>
}

/** Starts or reaches PostgreSQL, brings it to the newest schema, and opens the pool of `xinlu_app`. */
export async function openHouse(
  config: Pick<Config, 'dataDir' | 'databaseUrl'> & Partial<Config>,
): Promise<House> {
  mkdirSync(config.dataDir, { recursive: true })
  const keys = openLocalKeys({ dir: join(config.dataDir, 'keys') })
  try {
    const { isEmbedded, adminUrl, appUrl, backupUrl, stop } = await reachDatabase(config)
    const database = openDatabase(appUrl)
    return {
      database,
      keys,
      isEmbedded,
      adminUrl,
      backupUrl,
      close: async () => {
        await database.close()
        await keys.close()
        await stop()
      },
    }
  } catch (error) {
    await keys.close()
    throw error
  }
}
