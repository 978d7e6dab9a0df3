/** Makes the demo city on the first start, and finds it again on the next. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Day, day, dayOf } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { loadCalendar } from '@xinlu/departments/server'
import type { House } from '../database/open-house.ts'
import { progressBar } from '../terminal/progress.ts'
import { CITY, screenCity } from '../work/screen-city.ts'
import { type DemoAccount, demoAccounts, makeDemoAccounts } from './demo-accounts.ts'
import { type CityMade, makeCity } from './make-city.ts'

/** The demo city as the welcome tells of it. */
export interface Demo {
  city: CityMade
  accounts: DemoAccount[]
}

/** How large, from which seed, as it stands on which day (today when left out). */
export interface DemoWish {
  households: number
  seed: number
  today?: Day
  signal?: AbortSignal
}

/**
 * Answers the demo city of this data folder, making it when there is nothing yet: places, households, department
 * data, accounts, the first screening. Broken off half way, the next start goes on where this one ended. A database
 * that already holds households of its own gets no demo.
 */
export async function prepareDemo(house: House, dataDir: string, wish: DemoWish): Promise<Demo | undefined> {
  const file = demoFile(dataDir)
  if (!existsSync(file)) {
    if (await hasAny(house, 'households.household')) return undefined
    writeFileSync(file, JSON.stringify(await makeCityWithBar(house, wish), null, 2))
  }
  const city = JSON.parse(readFileSync(file, 'utf8')) as CityMade
  const accounts = demoAccounts(city.stories[0]!.division)
  await makeDemoAccounts(house, accounts)
  if (!(await hasAny(house, 'rules.run'))) {
    const today = todayOf(wish)
    await withScope(house.database, SYSTEM, (tx) => loadCalendar(tx, CITY, day('2023-01-01')))
    await screenCity(house.database, {
      by: { ...SYSTEM, name: '首次筛查' },
      division: CITY,
      asOf: today,
      signal: wish.signal,
    })
  }
  return { city, accounts }
}

/** Answers where the demo city of a data folder is described. */
export function demoFile(dataDir: string): string {
  return join(dataDir, 'demo-city.json')
}

function todayOf({ today }: DemoWish): Day {
  return today ?? dayOf(new Date())
}

async function makeCityWithBar(house: House, wish: DemoWish): Promise<CityMade> {
  console.error(`首次启动：正在建立演示城市（${wish.households.toLocaleString('en')}户）……`)
  const bar = progressBar('  建档', wish.households)
  try {
    return await makeCity(house, { ...wish, today: todayOf(wish), progress: bar.update })
  } finally {
    bar.end()
  }
}

function hasAny(house: House, table: 'households.household' | 'rules.run'): Promise<boolean> {
  return withScope(
    house.database,
    SYSTEM,
    async (tx) => (await tx.selectFrom(table).select('id').limit(1).execute()).length > 0,
  )
}
