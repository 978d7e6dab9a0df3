/** The packages of the lock file that carry machine code, and for which machines each of them exists. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type GlibcRelease, compareReleases, glibcNeed } from './glibc-need.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..', '..')

// Node itself is put here by a package that says nothing of machines.
const NODE = 'node_modules/node'

interface Locked {
  os?: string[]
  cpu?: string[]
  libc?: string[]
  dev?: boolean
  devOptional?: boolean
}

/** The packages of a lock file that are made for Linux, by their path, development ones apart. */
export function linuxPackages(lock: { packages: Record<string, Locked> }): string[] {
  return Object.entries(lock.packages)
    .filter(([, { os, cpu, dev, devOptional }]) => os?.includes('linux') && cpu && !dev && !devOptional)
    .map(([path]) => path)
    .sort()
}

/** Answers what is there for one machine and missing for the other: `linux-x64` without `linux-arm64`, or reversed. */
export function missingTwins(paths: readonly string[]): string[] {
  const known = new Set(paths)
  const twinOf = (path: string) =>
    path.replace(/linux-(x64|arm64)/, (_whole, cpu) => `linux-${cpu === 'x64' ? 'arm64' : 'x64'}`)
  return paths.map(twinOf).filter((twin, at) => twin !== paths[at] && !known.has(twin))
}

/** Reads the project's lock file; nothing where it was not shipped. */
export function readLock(): { packages: Record<string, Locked> } | undefined {
  const path = join(ROOT, 'package-lock.json')
  if (!existsSync(path)) return undefined
  return JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, Locked> }
}

/** Answers the file of this machine's packages that needs the newest C library, and which release that is. */
export function highestNeed(paths: readonly string[]): { file: string; release: GlibcRelease } | undefined {
  const files = [...paths, NODE]
    .filter((path) => existsSync(join(ROOT, path)))
    .flatMap((path) =>
      globSync(['**/*.node', '**/*.so*', '**/bin/*'], { cwd: join(ROOT, path) }).map((file) =>
        join(path, file),
      ),
    )
  return files
    .flatMap((file) => {
      const release = needOf(join(ROOT, file))
      return release ? [{ file, release }] : []
    })
    .sort((a, b) => compareReleases(a.release, b.release))
    .at(-1)
}

function needOf(path: string): GlibcRelease | undefined {
  try {
    return glibcNeed(path)
  } catch (error) {
    // A folder or a dangling link among the names is no library.
    if (['EISDIR', 'ENOENT', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
