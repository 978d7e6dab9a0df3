import { defineConfig } from 'vitest/config'

/** Tests stand beside the files they test; those that need PostgreSQL start it through `db/test`. */
export default defineConfig({
  test: {
    include: ['{kernel,modules,apps,db}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    environment: 'node',
    globalSetup: ['db/test/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
