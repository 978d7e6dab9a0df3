/** `npm run bench -- --households 20000 --only rules`: measures on a city of its own and prints one table; with
 * `--growth 10000,100000` on cities of several sizes, and prints how each line grows. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BenchCity, openBenchCity } from './bench-city.ts'
import { exchangeLines } from './exchange-lines.ts'
import { httpLines } from './http-lines.ts'
import { machineLine } from './machine.ts'
import type { BenchLine } from './measure.ts'
import { peerLines } from './peer-lines.ts'
import { benchTable } from './bench-table.ts'
import { type SizedLines, growthTable } from './growth-table.ts'
import { isScreened, screeningLines } from './screening-lines.ts'

const parts: Record<string, (bench: BenchCity) => Promise<BenchLine[]>> = {
  screening: screeningLines,
  rules: (bench) => peerLines(bench, 5000),
  exchange: exchangeLines,
  http: httpLines,
}

const { values } = parseArgs({
  options: {
    households: { type: 'string', default: '10000' },
    growth: { type: 'string' },
    only: { type: 'string' },
  },
})
const sizes = (values.growth ?? values.households).split(',').map(Number)
const chosen = values.only?.split(',') ?? Object.keys(parts)
if (
  sizes.some((households) => !Number.isInteger(households) || households < 100) ||
  chosen.some((name) => !(name in parts))
)
  throw new Error(
    `usage: npm run bench -- --households 10000 | --growth 10000,100000 [--only ${Object.keys(parts).join(',')}]`,
  )

// A folder that is named is kept, so that a large city is made once.
const kept = process.env['XINLU_BENCH_DIR']
const root = kept ?? mkdtempSync(join(tmpdir(), 'xinlu-bench-'))
try {
  const measured: SizedLines[] = []
  for (const households of sizes) {
    const bench = await openBenchCity(root, households)
    try {
      const lines = await measuredLines(bench)
      measured.push({ households, lines })
      console.log(`${households.toLocaleString('en')} households; ${await machineLine(bench)}\n`)
      console.log(`${benchTable(lines)}\n`)
    } finally {
      await bench.close()
    }
  }
  if (measured.length > 1) console.log(growthTable(measured))
} finally {
  if (kept === undefined) rmSync(root, { recursive: true, force: true })
}

async function measuredLines(bench: BenchCity): Promise<BenchLine[]> {
  const lines = [bench.making]
  // Every other part works on a city that has been screened.
  if (!chosen.includes('screening') && !(await isScreened(bench))) await screeningLines(bench)
  for (const name of chosen) {
    console.error(`${name} …`)
    lines.push(...(await parts[name]!(bench)))
  }
  return lines
}
