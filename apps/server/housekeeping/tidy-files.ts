/** Takes away files that a killed process left behind. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder, and which of the names in it are ours to take away. */
export interface Leftovers {
  dir: string
  isOurs(name: string): boolean
}

/** Deletes what is ours, belongs to this user and was last changed before `end`; answers how many. */
export async function tidyFiles(places: readonly Leftovers[], end: Date): Promise<number> {
  let gone = 0
  for (const { dir, isOurs } of places) {
    const names = await readdir(dir).catch(() => [])
    for (const name of names.filter(isOurs)) {
      const path = join(dir, name)
      // Somebody else may take it away at the same moment, which is as well.
      const found = await stat(path).catch(() => undefined)
      if (!found || found.mtime >= end || found.uid !== process.getuid?.()) continue
      await rm(path, { recursive: true, force: true })
      gone += 1
    }
  }
  return gone
}
