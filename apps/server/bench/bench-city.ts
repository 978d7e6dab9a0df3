/** The demo city of one size, made once in a folder of its own and found again at the next run. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Day, dayOf } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import type { Desk, ServerModule } from '@xinlu/kernel/commands/server'
import { syncParameters } from '@xinlu/kernel/rules/server'
import { householdCatalogue } from '@xinlu/monitoring'
import { type House, openHouse } from '../database/open-house.ts'
import { type DemoAccount, demoAccounts, makeDemoAccounts } from '../demo/demo-accounts.ts'
import type { CityMade } from '../demo/make-city.ts'
import { buildDesk } from '../desk.ts'
import { openModules } from '../open-modules.ts'
import type { BenchLine } from './measure.ts'
import { childLine, inChild } from './measured-child.ts'

/** A city to measure on. */
export interface BenchCity {
  house: House
  desk: Desk
  modules: readonly ServerModule[]
  accounts: readonly DemoAccount[]
  city: CityMade
  asOf: Day
  /** A folder for files that a line makes. */
  folder: string
  /** How long the making took, in this run or an earlier one. */
  making: BenchLine
  close(): Promise<void>
}

interface Kept {
  city: CityMade
  asOf: Day
  making: BenchLine
}

/** Opens the city of so many households below `root`, making it when it is not there. */
export async function openBenchCity(root: string, households: number): Promise<BenchCity> {
  const dataDir = join(root, String(households))
  mkdirSync(dataDir, { recursive: true })
  const config = { dataDir, databaseUrl: undefined }
  const house = await openHouse(config)
  try {
    const { city, asOf, making } = await keptOrMade(house, dataDir, households)
    const accounts = demoAccounts(city.stories[0]!.division)
    await makeDemoAccounts(house, accounts)
    await withScope(house.database, SYSTEM, (tx) => syncParameters(tx, householdCatalogue))
    const { modules } = await openModules(house, config)
    const desk = buildDesk(house, modules)
    return { house, desk, modules, accounts, city, asOf, folder: dataDir, making, close: () => house.close() }
  } catch (error) {
    await house.close()
    throw error
  }
}

async function keptOrMade(house: House, dataDir: string, households: number): Promise<Kept> {
  const file = join(dataDir, 'bench.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Kept
  const asOf = dayOf(new Date())
  const made = await inChild({ house, dataDir }, { kind: 'makeCity', households, today: asOf })
  const city = made.city!
  const making = childLine('demo city', made, {
    note: `${city.people} people, ${city.departmentRows} department rows`,
  })
  const kept = { city, asOf, making }
  writeFileSync(file, JSON.stringify(kept, null, 2))
  return kept
}
