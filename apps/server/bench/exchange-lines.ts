/** Files in and out, each in a process of its own: a feed as csv and as xlsx, taken back again; the largest ledger out. */
import { join } from 'node:path'
import { rm, stat } from 'node:fs/promises'
import { sql } from 'kysely'
import { importTargets } from '../modules.ts'
import type { BenchCity } from './bench-city.ts'
import type { BenchLine } from './measure.ts'
import { childLine, inChild } from './measured-child.ts'
import { asOwner, asSystem } from './screening-lines.ts'

const MOST_ROWS = 500_000

/** Imports payments for everybody, up to half a million rows, and takes them back; exports the largest ledger. */
export async function exchangeLines(bench: BenchCity): Promise<BenchLine[]> {
  const place = { house: bench.house, dataDir: bench.folder }
  const lines: BenchLine[] = []
  for (const format of ['csv', 'xlsx'] as const) {
    const path = join(bench.folder, `payments.${format}`)
    // The item is new at every run, so that every row is new.
    const item = `B${Date.now()}`
    await inChild(place, { kind: 'writeRows', path, format, item, most: MOST_ROWS })
    const imported = await inChild(place, { kind: 'import', path, period: bench.asOf.slice(0, 7) })
    const name = `import ${format}: read, sealed, matched, committed`
    const beside = format === 'xlsx' ? { beside: lines[0]!.name } : {}
    lines.push(childLine(name, imported, { note: `${imported.rows} rows`, ...beside }))
    await rm(path)
    const undone = await inChild(place, { kind: 'undo', batch: imported.batch! })
    lines.push(childLine(`import ${format} taken back`, undone))
    await asOwner(bench, 'vacuum analyze departments.subsidy_payment', 'truncate rules.dirty')
  }
  const path = join(bench.folder, 'export.xlsx')
  const ledger = await largestLedger(bench)
  const exported = await inChild(place, { kind: 'export', ledger, path })
  const { size } = await stat(path)
  await rm(path)
  const note = `${ledger}, ${exported.rows} rows, ${(size / 1e6).toFixed(1)} MB`
  return [...lines, childLine('export xlsx, the largest ledger', exported, { note })]
}

async function largestLedger(bench: BenchCity): Promise<string> {
  const counts = await asSystem(bench, async (tx) => {
    const counted = []
    for (const { ledger, source } of importTargets) {
      const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(source)}`.execute(
        tx,
      )
      counted.push({ name: ledger.name, rows: rows[0]!.rows })
    }
    return counted
  })
  return counts.toSorted((one, other) => other.rows - one.rows)[0]!.name
}
