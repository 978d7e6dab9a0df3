/** Migrating: each file whole or not at all, waiting for nobody, going on where it was broken off. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { testDatabase, type TestDatabase } from './test/index.ts'

let copy: TestDatabase
let folder: string
beforeAll(async () => {
  copy = await testDatabase()
  await copy.admin('drop table migrations.migration')
  await copy.admin(
    'create schema trial authorization xinlu_owner; grant usage on schema migrations to xinlu_owner',
  )
})
afterAll(() => copy.drop())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xinlu-migrate-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await copy.admin('drop table if exists migrations.migration, trial.one, trial.two, trial.three')
})

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const there = async () => {
  const { rows } = await copy.admin(
    `select table_name as name from information_schema.tables where table_schema = 'trial' order by 1`,
  )
  return rows.map(({ name }) => name)
}

describe('migrate', () => {
  test('stops at a file that fails, keeps nothing of it, and goes on when it is put right', async () => {
    write('1.sql', 'create table trial.one (id int)')
    write('2.sql', 'create table trial.two (id int); select 1 / 0')
    write('3.sql', 'create table trial.three (id int)')
    await expect(migrate(copy.adminUrl, folder)).rejects.toThrow('2.sql')
    expect(await there()).toEqual(['one'])
    write('2.sql', 'create table trial.two (id int)')
    await expect(migrate(copy.adminUrl, folder)).resolves.toMatchObject({
      ran: ['2.sql', '3.sql'],
      already: ['1.sql'],
    })
    expect(await there()).toEqual(['one', 'three', 'two'])
  })

  test('killed in the middle of a file, is as if that file had not begun', async () => {
    write('1.sql', 'create table trial.one (id int)')
    write('2.sql', 'create table trial.two (id int); select pg_sleep(600)')
    const broken = migrate(copy.adminUrl, folder)
    broken.catch(() => {})
    let ended = 0
    while (ended === 0) {
      const { rowCount } = await copy.admin(
        `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(600)%' and pid <> pg_backend_pid()
           and datname = current_database()`,
      )
      ended = rowCount ?? 0
    }
    await expect(broken).rejects.toThrow('2.sql')
    expect(await there()).toEqual(['one'])
    write('2.sql', 'create table trial.two (id int)')
    await expect(migrate(copy.adminUrl, folder)).resolves.toMatchObject({ ran: ['2.sql'] })
  })

  test('waits two seconds for a lock and no longer, and can be run again', async () => {
    write('1.sql', 'create table trial.one (id int)')
    await migrate(copy.adminUrl, folder)
    write('2.sql', 'alter table trial.one add column x int')
    const reader = new pg.Client({ connectionString: copy.adminUrl })
    await reader.connect()
    await reader.query('begin; select * from trial.one')
    await expect(migrate(copy.adminUrl, folder)).rejects.toThrow('lock timeout')
    await reader.query('commit')
    await reader.end()
    const { took } = await migrate(copy.adminUrl, folder)
    expect(took).toEqual([
      { name: '2.sql', ms: expect.any(Number), locks: [{ table: 'trial.one', mode: 'AccessExclusiveLock' }] },
    ])
  })

  test('builds an index beside the work, outside a transaction, and again after a broken try', async () => {
    write('1.sql', 'create table trial.one (id int); insert into trial.one values (1), (1)')
    const index = (kind: string) =>
      `-- outside a transaction: the table is in use\ndrop index concurrently if exists trial.one_idx;\n\ncreate ${kind} index concurrently one_idx on trial.one (id);\n`
    write('2.sql', index('unique'))
    await expect(migrate(copy.adminUrl, folder)).rejects.toThrow('2.sql')
    write('2.sql', index(''))
    await expect(migrate(copy.adminUrl, folder)).resolves.toMatchObject({ ran: ['2.sql'] })
    const { rows } = await copy.admin(
      `select indisvalid as valid from pg_index where indexrelid = 'trial.one_idx'::regclass`,
    )
    expect(rows).toEqual([{ valid: true }])
  })

  test('refuses a file that was changed after it ran', async () => {
    write('1.sql', 'create table trial.one (id int)')
    await migrate(copy.adminUrl, folder)
    write('1.sql', 'create table trial.one (id bigint)')
    await expect(migrate(copy.adminUrl, folder)).rejects.toThrow('1.sql')
  })
})
