/** Tells whether the built office app is made of the sources as they stand. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..', '..')

/** The folder of the built app. */
export const BUILT = join(ROOT, 'apps', 'web', 'dist')

/** The name of the file in it that says what it was built from. */
export const STAMP = 'stamp.txt'

// What the bundle is made of; server sides, tests and papers are not part of it.
const SOURCES = ['apps/web', 'ui', 'kernel', 'modules', 'apps/server/administration', 'db/data']
const LEFT_OUT = /(^|\/)(node_modules|dist(-\d+)?|server|test|journeys)(\/|$)|\.test\.tsx?$|\.(md|sql)$/

/** Answers a digest over everything the app is built from. */
export function stampOfSources(): string {
  const hash = createHash('sha256')
  const files = SOURCES.flatMap((folder) => filesIn(join(ROOT, folder)))
  for (const file of ['package-lock.json', ...files.map((path) => relative(ROOT, path)).sort()])
    hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex')
}

/** Answers whether an app is built, and whether it is of these sources. */
export function officeState(): 'fresh' | 'stale' | 'missing' {
  const stamp = join(BUILT, STAMP)
  if (!existsSync(stamp) || !existsSync(join(BUILT, 'index.html'))) return 'missing'
  return readFileSync(stamp, 'utf8') === stampOfSources() ? 'fresh' : 'stale'
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    // The contract of administration lies on the server's side of the house.
    const inside = relative(ROOT, path).replace(/^apps\/server\//, '')
    if (LEFT_OUT.test(inside)) return []
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}
