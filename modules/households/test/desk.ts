/** The desk of the test city with this module on it: a fresh database, keys, a clock, and the people at work. */
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { newId, Problem } from '@xinlu/kernel/basis'
import { type Database, type LocalKeys, memoryKeys, openDatabase } from '@xinlu/kernel/access/server'
import { type PersonName, as, settleTestCity } from '@xinlu/kernel/access/test'
import { runCommand, runQuery } from '@xinlu/kernel/commands/server'
import { householdsServer } from '../server/index.ts'
import { type Built, type HouseholdWish, aHousehold } from './builders.ts'

const householdsModule = householdsServer({ followers: [] })

/** A module's desk for tests. */
export interface VillageDesk {
  test: TestDatabase
  database: Database
  keys: LocalKeys
  /** The household built, as the system itself. */
  build(wish: HouseholdWish): Promise<Built>
  /** Does an act by its short name; a command id is made unless the body has one. */
  act(who: PersonName, name: string, body: object): Promise<Record<string, unknown>>
  /** Asks by short name. */
  ask(who: PersonName, name: string, body: object): Promise<Record<string, unknown>>
  close(): Promise<void>
}

/** The day on which the tests of this module play. */
export const NOW = new Date('2023-06-30T02:00:00Z')

/** Opens the desk. */
export async function openVillageDesk(): Promise<VillageDesk> {
  const test = await testDatabase()
  const database = openDatabase(test.appUrl)
  await settleTestCity(database)
  const keys = memoryKeys()
  const desk = { database, keys, now: () => NOW, constraints: householdsModule.constraints }
  const find = <R extends { contract: { name: string } }>(routes: readonly R[], name: string): R => {
    const route = routes.find((one) => one.contract.name === `households.${name}`)
    if (!route) throw new Error(`households.${name} is not there`)
    return route
  }
  return {
    test,
    database,
    keys,
    build: (wish) => aHousehold(database, keys, wish),
    act: async (who, name, body) =>
      (await runCommand(desk, find(householdsModule.commands, name), {
        actor: as(who),
        body: { command: newId(), ...body },
      })) as Record<string, unknown>,
    ask: async (who, name, body) =>
      (await runQuery(desk, find(householdsModule.queries, name), {
        actor: as(who),
        body,
        confirmedUntil: new Date(NOW.getTime() + 60_000),
      })) as Record<string, unknown>,
    async close() {
      await database.close()
      await keys.close()
      await test.drop()
    },
  }
}

/** Answers the problem a promise ends in; a promise that ends well is a failure. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof Problem) return outcome
  throw outcome ?? new Error('expected a problem, and it was done')
}
