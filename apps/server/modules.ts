/** The list of what this server serves: every module's server side, one line each. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, type Keys, memoryKeys, openDatabase } from '@xinlu/kernel/access/server'
import type { DivisionCode, Result } from '@xinlu/kernel/basis'
import type { ServerModule } from '@xinlu/kernel/commands/server'
import { type ImportTarget, exchangeModule } from '@xinlu/kernel/exchange/server'
import {
  departmentTargets,
  departmentsServer,
  followHousehold as recordsFollow,
} from '@xinlu/departments/server'
import { householdsServer, incomeTarget, peopleTarget } from '@xinlu/households/server'
import { followHousehold as findingsFollow, measureTarget, monitoringServer } from '@xinlu/monitoring/server'
import { administration } from './administration/index.ts'

/** What modules are built from. */
export interface ModuleParts {
  database: Database
  keys: Keys
  /** A folder of this server only, in which uploaded files wait for their check. */
  spool: string
  /** Finds places by name in imported files. */
  place?(text: string): Result<DivisionCode>
}

/** Every ledger that can be imported and exported, with the three acts an import needs. */
export const importTargets: readonly ImportTarget[] = [
  peopleTarget,
  incomeTarget,
  ...departmentTargets,
  measureTarget,
]

/** Every module and kernel room that offers routes; `targets` are the ledgers that exchange serves. */
export function serverModules(parts: ModuleParts, targets = importTargets) {
  const exchange = exchangeModule(targets, parts)
  const modules: readonly ServerModule[] = [
    administration,
    exchange,
    householdsServer({ followers: [recordsFollow, findingsFollow] }),
    departmentsServer(parts),
    monitoringServer,
  ]
  return { modules, checks: exchange.checks }
}

/** The modules as the documents describe them: nothing is opened, no file is kept. */
export function describedModules(): readonly ServerModule[] {
  const database = openDatabase('postgres://127.0.0.1:1/none')
  return serverModules({ database, keys: memoryKeys(), spool: join(tmpdir(), 'xinlu-described') }).modules
}
