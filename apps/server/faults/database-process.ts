/** Ends PostgreSQL as a machine without memory would: all its processes at once, none warned. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from '@xinlu/db/cluster'
import type { FaultCity } from './fault-city.ts'

/** Kills the postmaster and all its children; answers when they are gone. */
export async function killDatabase({ dataDir }: Pick<FaultCity, 'dataDir'>): Promise<void> {
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0])
  const all = [postmaster, ...childrenOf(postmaster)]
  for (const pid of all) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself in between.
    }
  }
  while (all.some(isAlive)) await new Promise((then) => setTimeout(then, 5))
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent
      } catch {
        return false
      }
    })
    .map(Number)
}
