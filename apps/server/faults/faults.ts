/** All faults by name, in the order in which they are made. */
import type { FaultLine } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { killCareless, killUnderWriters } from './kills.ts'

/** Each fault leaves the server running and the city fit for the next one. */
export const faults: Readonly<Record<string, (run: FaultRun) => Promise<FaultLine[]>>> = {
  'kill-database': async (run) => [await killUnderWriters(run, 'database'), await killCareless(run)],
  'kill-node': async (run) => [await killUnderWriters(run, 'node')],
}

/** Their names. */
export const faultNames: readonly string[] = Object.keys(faults)
