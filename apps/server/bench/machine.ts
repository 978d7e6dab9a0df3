/** What the figures were measured on. */
import { execFileSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'
import { sql } from 'kysely'
import type { BenchCity } from './bench-city.ts'
import { asSystem } from './screening-lines.ts'

/** Answers one line: commit, cores, memory, versions, and how busy the machine was. */
export async function machineLine(bench: Pick<BenchCity, 'house'>): Promise<string> {
  const version = await asSystem(bench, async (tx) => {
    const { rows } = await sql<{
      version: string
    }>`select current_setting('server_version') as version`.execute(tx)
    return rows[0]!.version
  })
  const parts = [
    `commit ${commit()}`,
    `${cpus().length} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `node ${process.versions.node}`,
    `PostgreSQL ${version}`,
    `load ${loadavg()[0]!.toFixed(1)}`,
  ]
  return parts.join(', ')
}

function commit(): string {
  try {
    const told = { cwd: import.meta.dirname, encoding: 'utf8' } as const
    const id = execFileSync('git', ['rev-parse', '--short', 'HEAD'], told).trim()
    return execFileSync('git', ['status', '--porcelain'], told).trim() === '' ? id : `${id}+changes`
  } catch {
    return 'unknown'
  }
}
