/** Starts one PostgreSQL for the whole test run and migrates the template that every test file copies. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { prepareDatabase, startCluster, urlFor } from '../cluster/index.ts'
import { migrate } from '../migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string
  }
}

/** Passwords of the roles inside the throw-away test cluster. */
export const testPasswords = { app: 'test-app', backup: 'test-backup' }

/** The database that test files are copied from. */
export const TEMPLATE = 'xinlu_template'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'xinlu-test-'))
  const cluster = await startCluster({ dir, durable: false })
  await prepareDatabase(cluster.adminUrl, TEMPLATE, testPasswords)
  await migrate(urlFor(cluster.adminUrl, TEMPLATE))
  project.provide('adminUrl', cluster.adminUrl)
  return async () => {
    await cluster.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
