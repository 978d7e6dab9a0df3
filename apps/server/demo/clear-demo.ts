/** Takes a demo database away whole, so that the next opening makes a new one. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { urlFor } from '@xinlu/db/cluster'
import type { House } from '../database/open-house.ts'

/**
 * Drops the database of the house and answers true; answers false, and does nothing, while another process works in
 * it. The house can only be closed afterwards. The caller has made sure that nothing but demo data lie there.
 */
export async function clearDemo(house: House, dataDir: string): Promise<boolean> {
  if (isServed(dataDir)) return false
  const name = new URL(house.adminUrl).pathname.slice(1)
  const client = new pg.Client({ connectionString: urlFor(house.adminUrl, 'postgres') })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: number }>(
      'select count(*)::int as count from pg_stat_activity where datname = $1',
      [name],
    )
    if (rows[0]!.count > house.database.pool.totalCount) return false
    await client.query(`drop database ${client.escapeIdentifier(name)} with (force)`)
    return true
  } finally {
    await client.end()
  }
}

// A server at rest holds no connection, so connections alone would not tell. Its process is named beside the data.
function isServed(dataDir: string): boolean {
  const file = join(dataDir, 'owner.pid')
  const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (!owner || owner === process.pid) return false
  try {
    process.kill(owner, 0)
    return true
  } catch {
    return false
  }
}
