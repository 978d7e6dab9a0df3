/** Generates `db/types.ts` from the migrated database. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

/** Answers the text of the generated row types for the schema at `url`. */
export function databaseTypes(url: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'xinlu-types-'))
  const out = join(dir, 'types.ts')
  const made = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'kysely-codegen', 'dist', 'cli', 'bin.js'),
      ...['--dialect', 'postgres', '--url', url, '--out-file', out, '--camel-case'],
      ...['--date-parser', 'string', '--numeric-parser', 'string', '--exclude-pattern', 'migrations.*'],
      ...['--type-mapping', JSON.stringify({ int8: 'number' })],
    ],
    { encoding: 'utf8', cwd: ROOT },
  )
  if (made.status !== 0) throw new Error(`生成数据库类型失败：${made.stderr}${made.stdout}`)
  const text = readFileSync(out, 'utf8')
  rmSync(dir, { recursive: true, force: true })
  return text
}
