/** All faults by name, in the order in which they are made. */
import { sendBombs } from './bombs.ts'
import { wrongClocks } from './clocks.ts'
import { corruptBackup } from './corrupt-backup.ts'
import { crowdThePool } from './crowded-pool.ts'
import { decideAtOnce } from './deciding.ts'
import { fillTheDisk } from './disk-full.ts'
import { duplicateActs } from './duplicates.ts'
import type { FaultLine } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { killImports } from './kill-imports.ts'
import { killCareless, killUnderWriters } from './kills.ts'
import { badNetwork } from './network.ts'
import { poisonedWork } from './poison.ts'
import { stopAProcess } from './stopped-process.ts'
import { tenfoldLoad } from './tenfold-load.ts'

/** Each fault leaves the server running and the city fit for the next one. */
export const faults: Readonly<Record<string, (run: FaultRun) => Promise<FaultLine[]>>> = {
  'kill-database': async (run) => [await killUnderWriters(run, 'database'), await killCareless(run)],
  'kill-node': async (run) => [await killUnderWriters(run, 'node')],
  import: killImports,
  stopped: stopAProcess,
  disk: fillTheDisk,
  network: badNetwork,
  pool: crowdThePool,
  load: tenfoldLoad,
  duplicates: duplicateActs,
  deciding: decideAtOnce,
  bombs: sendBombs,
  clocks: wrongClocks,
  poison: poisonedWork,
  backup: corruptBackup,
}

/** Their names. */
export const faultNames: readonly string[] = Object.keys(faults)
