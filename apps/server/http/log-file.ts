/** Writes log lines into one file for each day, readable by its owner only. */
import { closeSync, fchmodSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from '@xinlu/kernel/basis'
import type { LogStream } from './request-log.ts'

/** The lines of a process in their folder; `close` ends the file of today. */
export interface LogFile extends LogStream {
  close(): void
}

/** Tells whether a name in the folder is one of these files. */
export function isLogFile(name: string): boolean {
  return /^xinlu-\d{4}-\d{2}-\d{2}(\.\d+)?\.log$/.test(name)
}

// Larger files are slow to look through, and one of them fills a disk before its day is over.
const MOST_BYTES = 256 * 1024 * 1024

/**
 * Opens the folder, making it when it is missing. A new file begins with the day of the office and when one has grown
 * large. Lines of several processes do not mix: each is written by one call at the end of the file. A line that cannot
 * be written, as on a full disk, is told on the standard error and never stops the work.
 */
export function openLogFile(
  dir: string,
  { now = () => new Date(), mostBytes = MOST_BYTES }: { now?: () => Date; mostBytes?: number } = {},
): LogFile {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  let day = ''
  let nth = 0
  let file: number | undefined
  let bytes = 0
  const close = () => {
    if (file !== undefined) closeSync(file)
    file = undefined
  }
  const open = (): number => {
    for (;;) {
      const part = nth === 0 ? '' : `.${nth}`
      const opened = openSync(join(dir, `xinlu-${day}${part}.log`), 'a', 0o600)
      fchmodSync(opened, 0o600)
      bytes = fstatSync(opened).size
      if (bytes < mostBytes) return opened
      closeSync(opened)
      nth += 1
    }
  }
  return {
    write(line) {
      try {
        const today = dayOf(now())
        if (today !== day) {
          close()
          day = today
          nth = 0
        } else if (bytes >= mostBytes) close()
        file ??= open()
        bytes += writeSync(file, line)
      } catch (error) {
        process.stderr.write(`log: ${(error as NodeJS.ErrnoException).code ?? 'failed'}\n`)
      }
    },
    close,
  }
}
