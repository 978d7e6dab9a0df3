/** Watches how much memory the database's processes hold for this process, where the system tells. */
import { readFileSync } from 'node:fs'
import type { House } from '../database/open-house.ts'

/** Watches every connection made from now on; `peak` is in MB, their own memory only, without the shared buffers. */
export function watchBackends({ database }: House): { peak(): number | undefined; stop(): void } {
  const backends = new Set<number>()
  database.pool.on('connect', (client) => {
    const { processID } = client as unknown as { processID: number }
    backends.add(processID)
  })
  let most: number | undefined
  const look = () => {
    const held = [...backends].flatMap((id) => ownMemory(id) ?? [])
    if (held.length > 0)
      most = Math.max(
        most ?? 0,
        held.reduce((sum, one) => sum + one, 0),
      )
  }
  const timer = setInterval(look, 50)
  return { peak: () => most, stop: () => clearInterval(timer) }
}

function ownMemory(id: number): number | undefined {
  try {
    const told = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))
    return told ? Number(told[1]) / 1000 : undefined
  } catch {
    // The connection has ended, the database is on another machine, or this system has no /proc.
    return undefined
  }
}
