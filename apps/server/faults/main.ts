/** `npm run faults -- --short --only kill-node,import`: makes faults on a city of its own, prints one table, fails when one was not survived. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machineLine } from '../bench/machine.ts'
import { openFaultCity } from './fault-city.ts'
import type { FaultLine } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { faultNames, faults } from './faults.ts'
import { faultsTable } from './faults-table.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    short: { type: 'boolean', default: false },
    writes: { type: 'string' },
    acts: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    households: { type: 'string', default: '2000' },
  },
})
const chosen = values.only?.split(',') ?? faultNames
const writes = Number(values.writes ?? (values.short ? 400 : 100_000))
const acts = Number(values.acts ?? (values.short ? 60 : 10_000))
const [minutes, households] = [values.minutes, values.households].map(Number)
if (chosen.some((name) => !(name in faults)) || ![writes, acts, minutes, households].every((n) => n! > 0))
  throw new Error(
    `usage: npm run faults -- --short --writes 100000 --acts 10000 --minutes 10 --households 2000 --only ${faultNames.join(',')}`,
  )

const root = mkdtempSync(join(tmpdir(), 'xinlu-faults-'))
try {
  const city = await openFaultCity(root, households!)
  // Whoever stops the run gets his machine back: the server and its database go, and the folder with them.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(
      signal,
      () =>
        void city.close().finally(() => (rmSync(root, { recursive: true, force: true }), process.exit(130))),
    )
  try {
    const run: FaultRun = { city, isShort: values.short, writes, acts, minutes: minutes! }
    const lines: FaultLine[] = []
    for (const name of chosen) {
      console.error(`${name} …`)
      const found = await faults[name]!(run)
      lines.push(...found)
      // A run of an hour that is stopped has still said what it found.
      for (const { what, found: told, ok } of found)
        console.error(`  ${ok === false ? 'NO' : 'ok'}  ${what}: ${told}`)
    }
    const machine = await city.beside((house) => machineLine({ house }))
    console.log(`${households!.toLocaleString('en')} households; ${machine}\n`)
    console.log(faultsTable(lines))
    if (lines.some(({ ok }) => ok === false)) process.exitCode = 1
  } finally {
    await city.close()
  }
} finally {
  rmSync(root, { recursive: true, force: true })
}
