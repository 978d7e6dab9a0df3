/** The whole server on the invented city, with a seam around every check. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importTargets, serverModules } from '../../modules.ts'
import { openCity } from '../open-city.ts'
import { type Seam, targetWithSeam, withSeam } from './check-seam.ts'
import { type Dry, keepNothing } from './dry-pool.ts'
import type { SeamedCity } from './run-mutants.ts'

/** Opens it on a migrated, empty database. */
export async function openSeamedCity(urls: { appUrl: string; adminUrl: string }): Promise<SeamedCity> {
  const spool = mkdtempSync(join(tmpdir(), 'xinlu-leak-'))
  const seam: Seam = { read: new Set() }
  const dry: Dry = { on: false }
  let settled = async () => {}
  const city = await openCity(urls, (parts) => {
    const targets = importTargets.map((target) => targetWithSeam(target, seam))
    const served = serverModules({ ...parts, spool }, targets)
    settled = () => served.checks.settled()
    return served.modules.map((module) => withSeam(module, seam))
  })
  keepNothing(city.database, dry)
  const close = async () => {
    await settled()
    await city.close()
    rmSync(spool, { recursive: true, force: true })
  }
  const forUnits = importTargets.filter(({ permission }) => permission.roles.includes('department'))
  return {
    city: { ...city, settled, close },
    seam,
    dry,
    routes: city.routes,
    ledgers: importTargets.map(({ ledger }) => ledger.name),
    sentByUnits: forUnits.map(({ ledger }) => ledger.name),
  }
}
