/** Keeps a PostgreSQL running: a server that dies unasked is started again at the same address. */
import { existsSync } from 'node:fs'
import { isAlive } from './is-alive.ts'

/** How to look after one server. */
export interface Keeping {
  pid: number
  /** Its lock file: still there after a death, gone after a shutdown that somebody asked for. */
  pidFile: string
  /** Starts it again and answers its process once it can be reached. */
  revive(): Promise<number>
}

/** A server that is looked after. */
export interface Kept {
  /** The process of the moment. */
  pid(): number
  /** Looks no longer after it; waits for a start under way. */
  release(): Promise<void>
}

const LOOK_MS = 200

/** Looks after a server from now on. It keeps no process alive, and a start that fails is tried again. */
export function keepRunning({ pid: first, pidFile, revive }: Keeping): Kept {
  let pid = first
  let isReleased = false
  let reviving: Promise<void> | undefined
  const timer = setInterval(() => {
    if (reviving || isReleased || isAlive(pid) || !existsSync(pidFile)) return
    reviving = revive()
      .then((fresh) => void (pid = fresh))
      // A full disk, or children of the dead server that still hold its memory: the next look tries again.
      .catch(() => {})
      .finally(() => (reviving = undefined))
  }, LOOK_MS)
  timer.unref()
  return {
    pid: () => pid,
    release: async () => {
      isReleased = true
      clearInterval(timer)
      await reviving
    },
  }
}
