/** Takes log files away that are older than they must be kept, and the oldest when they have grown too large. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Day } from '@xinlu/kernel/basis'
import { isLogFile } from '../http/log-file.ts'

/** The folder of the log, and how large it may grow. */
export interface LogFolder {
  dir: string
  mostBytes: number
}

/**
 * Deletes the files of days before `first`, then the oldest ones while the rest is larger than allowed: a full disk
 * would stop the office. The file that is written to stays. Answers how many went.
 */
export async function tidyLogs({ dir, mostBytes }: LogFolder, first: Day): Promise<number> {
  const names = (await readdir(dir).catch(() => [])).filter(isLogFile)
  const found = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(dir, name))
      return { name, day: name.slice('xinlu-'.length, 'xinlu-'.length + 10), size, mtimeMs }
    }),
  )
  const files = found.sort((a, b) => (a.day === b.day ? a.mtimeMs - b.mtimeMs : a.day < b.day ? -1 : 1))
  let left = files.reduce((sum, { size }) => sum + size, 0)
  let gone = 0
  for (const { name, day, size } of files.slice(0, -1)) {
    if (day >= first && left <= mostBytes) break
    await rm(join(dir, name), { force: true })
    left -= size
    gone += 1
  }
  return gone
}
