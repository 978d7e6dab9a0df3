/** One byte of a backup changed, in a hundred places one after the other: each is found and named. */
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BackupRefused } from '../backup/problems.ts'
import { verifyBackup } from '../backup/verify-backup.ts'
import { writeBackup } from '../backup/write-backup.ts'
import { amount, type FaultLine } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'

/** Takes a backup of the city at work and spoils it. */
export async function corruptBackup({ city, isShort }: FaultRun): Promise<FaultLine[]> {
  const spots = isShort ? 12 : 100
  const dir = join(city.folder, 'backup')
  await mkdir(city.folder, { recursive: true })
  const { bytes } = await city.beside((house) => writeBackup({ url: house.backupUrl!, dir }))
  try {
    await verifyBackup(dir)
    const names = await readdir(dir)
    let found = 0
    let named = 0
    for (let nth = 0; nth < spots; nth += 1) {
      // Every file has its turn; inside it any byte may be the one.
      const name = names[nth % names.length]!
      const { size } = await stat(join(dir, name))
      if (size === 0) continue
      const at = Math.floor(Math.random() * size)
      await flip(join(dir, name), at)
      const refusal = await verifyBackup(dir).then(
        () => undefined,
        (error: unknown) => error,
      )
      if (refusal instanceof BackupRefused) found += 1
      if (refusal instanceof BackupRefused && refusal.lines.some((line) => line.includes(name))) named += 1
      await flip(join(dir, name), at)
    }
    // What was put back is whole again, or the hundred refusals meant nothing.
    await verifyBackup(dir)
    return [
      {
        what: 'corrupt backup',
        how: `one byte flipped in ${spots} places of ${names.length} files, ${amount(Math.ceil(bytes / 1024))} KB`,
        expected: '`xinlu backup verify` finds each',
        found: `${found} of ${spots} found, ${named} with the name of the file`,
        ok: found === spots,
      },
    ]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    const byte = Buffer.alloc(1)
    await file.read(byte, 0, 1, at)
    byte[0] = byte[0]! ^ 0x10
    await file.write(byte, 0, 1, at)
  } finally {
    await file.close()
  }
}
