/** The whole server on the invented city: what the short run, the long run and the tests of both look at. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerModule } from '@xinlu/kernel/commands/server'
import type { ServerParts } from '../http/build-server.ts'
import { serverModules } from '../modules.ts'
import { type City, type CityParts, openCity } from './open-city.ts'

/** Opens the city with every module of the server, and those that a test adds. */
export async function openWholeCity(
  urls: { appUrl: string; adminUrl: string },
  added: (parts: CityParts) => readonly ServerModule[] = () => [],
  logging: Pick<ServerParts, 'log' | 'logTo'> = {},
): Promise<City> {
  const spool = mkdtempSync(join(tmpdir(), 'xinlu-leak-'))
  let settled = async () => {}
  const city = await openCity(
    urls,
    (parts) => {
      const served = serverModules({ ...parts, spool })
      settled = () => served.checks.settled()
      return [...served.modules, ...added(parts)]
    },
    logging,
  )
  return {
    ...city,
    spool,
    settled,
    close: async () => {
      await settled()
      await city.close()
      rmSync(spool, { recursive: true, force: true })
    },
  }
}
