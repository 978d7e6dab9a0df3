/** SQL of housekeeping. */
import { sql } from 'kysely'
import type { Day } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'

/** For how long leftovers are kept. */
export const settingKeys = [
  'sessionDays',
  'inboxDays',
  'stagingDays',
  'previewDays',
  'leftoverHours',
  'logDays',
  'dataKeyDays',
] as const

/** The numbers of housekeeping as they are on a day. */
export type HousekeepingSettings = Readonly<Record<(typeof settingKeys)[number], number>>

/** Reads the settings in force on a day; throws when one is missing. */
export async function housekeepingSettings(tx: Tx, on: Day): Promise<HousekeepingSettings> {
  const { rows } = await sql<{ key: string; value: number }>`
    select distinct on (key) key, value from operations.setting where from_on <= ${on}
    order by key, from_on desc`.execute(tx)
  const found = new Map(rows.map(({ key, value }) => [key, value]))
  const missing = settingKeys.filter((key) => !found.has(key))
  if (missing.length > 0)
    throw new Error(`operations.setting has no value of ${missing.join(', ')} for ${on}`)
  return Object.fromEntries(found) as HousekeepingSettings
}

/** Takes the lock that lets one process tidy at a time, until the transaction ends; answers whether it was free. */
export async function takeTurn(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('operations.tidy', 0)) as free`.execute(tx)
  return rows[0]!.free
}

/** Deletes sessions that were over before `end`; the database itself keeps those of the last month. */
export async function forgetSessions(tx: Tx, end: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select access.forget_sessions(${end}) as gone`.execute(tx)
  return rows[0]!.gone
}

/** Deletes stored answers of acts that arrived before `end`; conflicts stay until a person has looked at them. */
export async function forgetAnswers(tx: Tx, end: Date): Promise<number> {
  const done = await tx.deleteFrom('commands.inbox').where('at', '<', end).executeTakeFirst()
  return Number(done.numDeletedRows)
}

/** Answers the steps that failed when leftovers were last taken away, as the audit trail has noted them. */
export async function findFailedSteps(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ failed: string[] | null }>`
    select detail::jsonb -> 'failed' as failed from audit.entry
    where act = 'operations.tidy' and subject_kind = 'leftovers'
    order by at desc, county desc, seq desc limit 1`.execute(tx)
  return rows[0]?.failed ?? []
}
