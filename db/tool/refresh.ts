/** Writes, or with `--check` compares, everything that is generated from the code: row types, printed SQL, OpenAPI, doors. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openApiText } from '../../apps/server/http/openapi.ts'
import { printDoors } from '../../apps/server/leak/fields/print-doors.ts'
import { databaseTypes } from './database-types.ts'
import { printedSql } from './printed-sql.ts'
import { withScratchDatabase } from './scratch-database.ts'

const ROOT = join(import.meta.dirname, '..', '..')

const files = new Map<string, string>(await printedSql())
files.set('docs/api/openapi.json', await openApiText())
files.set('docs/doors.md', printDoors())
files.set('db/types.ts', await withScratchDatabase(async (url) => databaseTypes(url)))

const stale = [...files].filter(
  ([path, text]) => !existsSync(join(ROOT, path)) || readFileSync(join(ROOT, path), 'utf8') !== text,
)
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.log(`${path} is not fresh: run npm run db`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true })
    writeFileSync(join(ROOT, path), text)
    console.log(`wrote ${path}`)
  }
}
