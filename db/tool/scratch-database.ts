/** A migrated throw-away database, for the tools that read the schema. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareDatabase, startCluster, urlFor } from '../cluster/index.ts'
import { migrate } from '../migrate.ts'

/** Starts PostgreSQL in a temporary folder, migrates, runs `fn` with the superuser's address, and cleans up. */
export async function withScratchDatabase<T>(fn: (url: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'xinlu-scratch-'))
  const cluster = await startCluster({ dir, durable: false })
  try {
    await prepareDatabase(cluster.adminUrl, 'xinlu', { app: 'scratch', backup: 'scratch' })
    const url = urlFor(cluster.adminUrl, 'xinlu')
    await migrate(url)
    return await fn(url)
  } finally {
    await cluster.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
