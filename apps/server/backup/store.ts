/** SQL of the list of backups that were taken. */
import { newId } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { BackupMade } from './write-backup.ts'

/** Notes that a backup was taken; answers its id. */
export async function insertBackup(tx: Tx, { manifest, bytes, digest }: BackupMade): Promise<string> {
  const id = newId()
  await tx
    .insertInto('operations.backup')
    .values({
      id,
      takenAt: new Date(manifest.takenAt),
      tables: manifest.tables.length,
      rows: rowsOf(manifest),
      bytes,
      digest: Buffer.from(digest, 'hex'),
    })
    .execute()
  return id
}

/** Answers when the newest backup was taken. */
export async function findLastBackup(tx: Tx): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('operations.backup')
    .select('takenAt')
    .orderBy('takenAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.takenAt
}

/** The rows of all tables of a backup. */
export function rowsOf({ tables }: BackupMade['manifest']): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}
