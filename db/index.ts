/** The shape of the database: row types generated from the migrated schema, and the way to migrate it. */
export type { DB } from './types.ts'
export { migrate, type MigrationReport, type MigrationTook } from './migrate.ts'
export type { SamplesOf } from './samples.ts'
