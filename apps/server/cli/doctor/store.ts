/** All SQL of the doctor. */
import { sql } from 'kysely'
import type { Day } from '@xinlu/kernel/basis'
import type { SettingKey } from '@xinlu/kernel/access'
import type { Tx } from '@xinlu/kernel/access/server'

/** What PostgreSQL says of itself; `version` is 180004 for 18.4. */
export interface DatabaseState {
  version: number
  fsync: string
  synchronousCommit: string
  fullPageWrites: string
  checksums: string
  now: Date
  ssl: boolean
  isLocal: boolean
  /** Whether finished pieces of the log of changes are kept elsewhere. */
  archives: boolean
  /** Settings by which statements come into the database's own log with their values. */
  logged: string[]
}

/** Reads the state of the server. */
export async function readDatabaseState(tx: Tx): Promise<DatabaseState> {
  const { rows } = await sql<DatabaseState>`
    select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as synchronous_commit,
      current_setting('full_page_writes') as full_page_writes, current_setting('data_checksums') as checksums,
      clock_timestamp() as now, coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as ssl,
      coalesce(inet_server_addr() <<= '127.0.0.0/8'::inet or inet_server_addr() = '::1'::inet, true) as is_local,
      current_setting('archive_mode') <> 'off' as archives,
      (select coalesce(array_agg(name order by name), '{}') from pg_settings
        where name = 'log_statement' and setting <> 'none'
          or name in ('log_min_duration_statement', 'log_min_duration_sample') and setting <> '-1'
          or name = 'log_parameter_max_length_on_error' and setting <> '0') as logged`.execute(tx)
  return rows[0]!
}

/** A database role and its powers. */
export interface DatabaseRole {
  name: string
  canLogin: boolean
  isSuper: boolean
  bypassesRls: boolean
  createsDb: boolean
  createsRole: boolean
}

/** Reads the roles of the house. */
export async function readRoles(tx: Tx): Promise<DatabaseRole[]> {
  const { rows } = await sql<DatabaseRole>`
    select rolname as name, rolcanlogin as can_login, rolsuper as is_super, rolbypassrls as bypasses_rls,
      rolcreatedb as creates_db, rolcreaterole as creates_role
    from pg_roles where rolname in ('xinlu_owner', 'xinlu_app', 'xinlu_backup') order by rolname`.execute(tx)
  return rows
}

/** Answers the setting in force on a day beside the one that was shipped. */
export async function listShippedSettings(
  tx: Tx,
  on: Day,
): Promise<{ key: SettingKey; value: number; shipped: number; document: string }[]> {
  const { rows } = await sql<{ key: SettingKey; value: number; shipped: number; document: string }>`
    select now.key, now.value, shipped.value as shipped, shipped.document
    from (select distinct on (key) key, value from access.setting where from_on <= ${on} order by key, from_on desc) now
    join (select distinct on (key) key, value, document from access.setting where by_account is null
      order by key, from_on desc) shipped on shipped.key = now.key
    order by now.key`.execute(tx)
  return rows
}

/** Lists the officers' duties for which somebody can sign in. */
export async function listOfficerDuties(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ duty: string }>`
    select distinct a.duty from access.account a join access.post p on p.account = a.id
    where a.ended_at is null and not a.is_demo and a.duty <> 'work' and p.to_on is null`.execute(tx)
  return rows.map(({ duty }) => duty)
}
