/** A real PostgreSQL database for one test file, copied from the migrated template in a blink. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { urlFor } from '../cluster/index.ts'
import { TEMPLATE, testPasswords } from './global-setup.ts'

export { testPasswords }

/** Where the copy is: as the application role, as the backup role, and as its superuser. */
export interface TestDatabase {
  appUrl: string
  backupUrl: string
  adminUrl: string
  /** Runs SQL as the superuser, past every policy: for arranging and for looking, never for the act under test. */
  admin(text: string, values?: unknown[]): Promise<pg.QueryResult>
  drop(): Promise<void>
}

/** Makes a fresh copy; call `drop` when the file is done. */
export async function testDatabase(): Promise<TestDatabase> {
  const clusterUrl = inject('adminUrl')
  const name = `t_${randomBytes(6).toString('hex')}`
  const maker = new pg.Client({ connectionString: clusterUrl })
  await maker.connect()
  // Copies are made one at a time: PostgreSQL refuses a copy while another session reads the template.
  await maker.query('select pg_advisory_lock(19491001)')
  await maker.query(`create database ${name} template ${TEMPLATE} owner xinlu_owner`)
  await maker.end()
  const adminUrl = urlFor(clusterUrl, name)
  const pool = new pg.Pool({ connectionString: adminUrl, max: 2 })
  pool.on('error', () => {})
  return {
    adminUrl,
    appUrl: urlFor(clusterUrl, name, { user: 'xinlu_app', password: testPasswords.app }),
    backupUrl: urlFor(clusterUrl, name, { user: 'xinlu_backup', password: testPasswords.backup }),
    admin: (text, values) => pool.query(text, values),
    drop: async () => {
      await pool.end()
      const dropper = new pg.Client({ connectionString: clusterUrl })
      await dropper.connect()
      await dropper.query(`drop database if exists ${name} with (force)`)
      await dropper.end()
    },
  }
}
