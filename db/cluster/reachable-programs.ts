/** Makes sure that the user PostgreSQL runs as can reach its programs. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { RunAs } from './run-as.ts'

/** The two programs that are needed. */
export interface Programs {
  initdb: string
  postgres: string
}

/**
 * Answers programs that can be run. In a folder that only root may enter, PostgreSQL refuses its own files whatever it
 * may read, so a copy is put where everybody may pass; it is made once and used again.
 */
export function reachablePrograms(programs: Programs, { bare }: Pick<RunAs, 'bare'>): Programs {
  if (bare.length === 0 || reaches(bare, programs.postgres)) return programs
  const native = dirname(dirname(programs.postgres))
  const copy = join(
    tmpdir(),
    `xinlu-${basename(dirname(native))}-${Math.round(statSync(programs.postgres).mtimeMs)}`,
  )
  if (!isOurs(copy)) {
    const making = mkdtempSync(`${copy}-`)
    cpSync(native, join(making, 'native'), { recursive: true, verbatimSymlinks: true })
    spawnSync('chmod', ['-R', 'go=rX', making])
    try {
      renameSync(making, copy)
    } catch {
      // Somebody else made it in the meantime, or holds the name: ours serves this process alone.
      if (!isOurs(copy)) return programsIn(making)
      rmSync(making, { recursive: true, force: true })
    }
  }
  return programsIn(copy)
}

function programsIn(folder: string): Programs {
  const bin = join(folder, 'native', 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
}

function reaches(bare: readonly string[], program: string): boolean {
  return spawnSync(bare[0]!, [...bare.slice(1), 'test', '-x', program]).status === 0
}

// Anybody may make a folder in the temporary place; only one that belongs to root is run from.
function isOurs(folder: string): boolean {
  return existsSync(folder) && statSync(folder).uid === 0 && existsSync(programsIn(folder).postgres)
}
