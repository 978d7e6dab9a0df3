import { defineConfig } from 'vitest/config'

/** Tests stand beside the files they test; those that need PostgreSQL start it through `db/test`. */
export default defineConfig({
  test: {
    include: ['{kernel,modules,apps,db,ui}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    environment: 'node',
    globalSetup: ['db/test/global-setup.ts'],
    // Generous: a slow machine is no fault of the code, and no test measures time.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
  },
})
