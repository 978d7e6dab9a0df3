/** The findings desk of the test city: database, clock, and the two ways in, as a person. */
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import {
  memoryKeys,
  openDatabase,
  SYSTEM,
  withScope,
  type Database,
  type LocalKeys,
} from '@xinlu/kernel/access/server'
import { as, places, settleTestCity, type PersonName } from '@xinlu/kernel/access/test'
import { newId, type Day, type DivisionCode } from '@xinlu/kernel/basis'
import type { OutputOf, Sent } from '@xinlu/kernel/commands'
import { runCommand, runQuery, type Desk } from '@xinlu/kernel/commands/server'
import type { RunReport } from '@xinlu/kernel/rules/server'
import type { z } from 'zod'
import { monitoringServer, screenHouseholds } from '../server/index.ts'
import { storyDay } from './builders.ts'

type Contract = { name: string; input: z.ZodType; output: z.ZodType }

/** The desk; `close` ends it with its database. */
export type FindingsDesk = {
  db: TestDatabase
  database: Database
  keys: LocalKeys
  /** Does an act as a person of the test city. */
  act<C extends Contract>(who: PersonName, contract: C, input: Omit<Sent<C>, 'command'>): Promise<OutputOf<C>>
  /** Asks as a person of the test city. */
  ask<C extends Contract>(who: PersonName, contract: C, input: Sent<C>): Promise<OutputOf<C>>
  /** Screens a place as the system does at night. */
  screen(told?: {
    division?: DivisionCode
    asOf?: Day
    reach?: 'all' | 'dirty'
  }): Promise<RunReport | undefined>
  close(): Promise<void>
}

/** Opens a desk on the day of the stories. */
export async function openFindingsDesk(): Promise<FindingsDesk> {
  const db = await testDatabase()
  const database = openDatabase(db.appUrl)
  const keys = memoryKeys()
  const desk: Desk = { database, keys, now: () => new Date(`${storyDay}T02:00:00Z`), constraints: {} }
  await settleTestCity(database)
  return {
    ...{ db, database, keys },
    async act(who, contract, input) {
      const found = monitoringServer.commands.find((one) => one.contract.name === contract.name)!
      return (await runCommand(desk, found, {
        actor: as(who),
        body: { ...input, command: newId() },
      })) as never
    },
    async ask(who, contract, input) {
      const found = monitoringServer.queries.find((one) => one.contract.name === contract.name)!
      return (await runQuery(desk, found, { actor: as(who), body: input })) as never
    },
    screen: ({ division = places.city, asOf = storyDay, reach = 'all' } = {}) =>
      withScope(database, SYSTEM, (tx) => screenHouseholds(tx, { division, asOf, reach })),
    async close() {
      await database.close()
      await keys.close()
      await db.drop()
    },
  }
}
