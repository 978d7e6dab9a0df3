/** SQL of the dated settings. */
import { sql } from 'kysely'
import type { Day } from '../../../basis/index.ts'
import { type SettingKey, type Settings, settingRanges } from '../../settings.ts'
import type { Tx } from '../database.ts'

/** Reads every setting as it is on a day; throws when the table lacks one. */
export async function settingsOn(tx: Tx, on: Day): Promise<Settings> {
  const { rows } = await sql<{ key: string; value: number }>`
    select distinct on (key) key, value from access.setting where from_on <= ${on} order by key, from_on desc`.execute(
    tx,
  )
  const settings = Object.fromEntries(rows.map(({ key, value }) => [key, value])) as Record<
    SettingKey,
    number
  >
  for (const key of Object.keys(settingRanges) as SettingKey[]) {
    if (settings[key] === undefined) throw new Error(`access.setting has no value of ${key} for ${on}`)
  }
  return settings
}

/** Sets a value from a day on. Setting the same day twice is refused by the key. */
export async function insertSetting(
  tx: Tx,
  setting: { key: SettingKey; fromOn: Day; value: number; document: string; byAccount: string },
): Promise<void> {
  await tx.insertInto('access.setting').values(setting).execute()
}

/** Answers the rows that are in force on a day or begin later, by key and day. */
export async function listSettings(tx: Tx, on: Day) {
  const { rows } = await sql<{ key: SettingKey; fromOn: Day; value: number; document: string }>`
    select key, from_on, value, document from access.setting s
    where from_on >= (select max(from_on) from access.setting t where t.key = s.key and t.from_on <= ${on})
    order by key, from_on`.execute(tx)
  return rows
}
