/** `npm run plans -- --households 100000`: judges the plans of everything offered on a demo city of that size. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBenchCity } from '../bench/bench-city.ts'
import { askEverything, judgeAll } from './look-at-plans.ts'
import { planPlaces } from './plan-places.ts'

const { values } = parseArgs({ options: { households: { type: 'string', default: '20000' } } })
const households = Number(values.households)
if (!Number.isInteger(households) || households < 1000)
  throw new Error('usage: npm run plans -- --households 20000')

// A folder that is named is kept, so that a large city is made once.
const kept = process.env['XINLU_BENCH_DIR']
const root = kept ?? mkdtempSync(join(tmpdir(), 'xinlu-plans-'))
try {
  const bench = await openBenchCity(root, households)
  try {
    // Queues, trails and batches are nearly empty in a demo; the test judges those, with statistics of the real size.
    const places = await planPlaces(bench.house)
    const asked = await askEverything({ ...bench, places })
    const findings = await judgeAll(bench, asked)
    for (const { what, fault, where } of findings) console.log(`${what}\n  ${fault}: ${where}`)
    console.log(`${asked.length} statements planned, ${findings.length} plans at fault`)
    process.exitCode = findings.length > 0 ? 1 : 0
  } finally {
    await bench.close()
  }
} finally {
  if (kept === undefined) rmSync(root, { recursive: true, force: true })
}
