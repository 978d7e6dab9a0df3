/** Tells whether a process is at work. */
import { readFileSync } from 'node:fs'

/** Answers whether a process of that id runs; one that has ended and waits to be fetched by its parent does not. */
export function isAlive(pid: number): boolean {
  if (!pid) return false
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    // The name in brackets may hold anything; the state stands behind the last of them.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}
