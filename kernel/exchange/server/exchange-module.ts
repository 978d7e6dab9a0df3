/** The room as the server sees it: its routes over the targets that the modules give. */
import { defineServerModule, type ServerModule } from '../../commands/server/index.ts'
import { exchangePermissions } from '../permissions.ts'
import type { ExchangeBench } from './bench.ts'
import { backgroundChecks, type BackgroundChecks } from './check-in-background.ts'
import { fileOutRoutes } from './file-out-routes.ts'
import type { ImportTarget } from './import/import-target.ts'
import { importCommands, importQueries, importUpload } from './import-routes.ts'

/**
 * Makes the module for the ledgers of all modules; two targets of one ledger are refused. `checks` ends with the
 * process: wait for `settled` before the pool is closed.
 */
export function exchangeModule(
  targets: readonly ImportTarget[],
  bench: ExchangeBench,
): ServerModule & { checks: BackgroundChecks } {
  const byName = new Map(targets.map((target) => [target.ledger.name, target]))
  if (byName.size !== targets.length) throw new Error('exchange: two targets of one ledger')
  const checks = backgroundChecks(bench)
  const module = defineServerModule({
    name: 'exchange',
    permissions: exchangePermissions,
    commands: importCommands(byName, checks),
    queries: importQueries(byName, bench),
    uploads: [importUpload(byName, checks)],
    downloads: fileOutRoutes(byName, bench),
  })
  return { ...module, checks }
}
