/** A desk of the test city with department data: database, keys, clock, and the two ways in. */
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { as, places, settleTestCity, type PersonName } from '@xinlu/kernel/access/test'
import {
  memoryKeys,
  openDatabase,
  withScope,
  SYSTEM,
  type Database,
  type LocalKeys,
  type Tx,
} from '@xinlu/kernel/access/server'
import { day, newId } from '@xinlu/kernel/basis'
import type { OutputOf, Sent } from '@xinlu/kernel/commands'
import { runCommand, runQuery, type Desk, type ServerModule } from '@xinlu/kernel/commands/server'
import { matchHeaders, rowParser, sqlNameOf, type Column, type Ledger } from '@xinlu/kernel/ledgers'
import type { z } from 'zod'
import { departmentLedgers } from '../ledgers/index.ts'
import type { FeedName } from '../model.ts'
import { departmentsServer, loadCalendar } from '../server/index.ts'
import { sampleRow, type SamplePerson } from './samples.ts'

interface Contract {
  name: string
  input: z.ZodType
  output: z.ZodType
}

/** The desk; `close` ends it with its database. */
export interface Office {
  db: TestDatabase
  database: Database
  keys: LocalKeys
  desk: Desk
  /** Does an act as a person of the test city. */
  act<C extends Contract>(who: PersonName, contract: C, input: Omit<Sent<C>, 'command'>): Promise<OutputOf<C>>
  /** Asks as a person of the test city. */
  ask<C extends Contract>(who: PersonName, contract: C, input: Sent<C>): Promise<OutputOf<C>>
  system<T>(fn: (tx: Tx) => Promise<T>): Promise<T>
  /** Puts a record into the queue as an import would, and answers its id. */
  queue(
    feed: FeedName,
    about: SamplePerson,
    told?: { why?: 'unmatched' | 'contradicting'; county?: number },
  ): Promise<string>
  close(): Promise<void>
}

/** Opens a desk in June 2023 of the test city, with the calendar the product ships. */
export async function openOffice(now = new Date('2023-06-20T02:00:00Z')): Promise<Office> {
  const db = await testDatabase()
  const database = openDatabase(db.appUrl)
  const keys = memoryKeys()
  const module: ServerModule = departmentsServer({ keys })
  const desk: Desk = { database, keys, now: () => now, constraints: {} }
  await settleTestCity(database)
  await withScope(database, SYSTEM, (tx) => loadCalendar(tx, places.city, day('2023-01-01')))
  return {
    db,
    database,
    keys,
    desk,
    async act(who, contract, input) {
      const found = module.commands.find((one) => one.contract.name === contract.name)!
      return (await runCommand(desk, found, {
        actor: as(who),
        body: { ...input, command: newId() },
      })) as never
    },
    async ask(who, contract, input) {
      const found = module.queries.find((one) => one.contract.name === contract.name)!
      return (await runQuery(desk, found, { actor: as(who), body: input })) as never
    },
    system: (fn) => withScope(database, SYSTEM, fn),
    async queue(feed, about, { why = 'unmatched', county = 149901 } = {}) {
      const id = newId()
      await db.admin(
        `insert into departments.waiting (county, id, division, ledger, batch, n, why, id_index, id_sealed, name, given)
         values ($1::int, $2, $1::int::bigint * 1000000, $3, $4, 2, $5, $6, $7, $8, $9)`,
        [
          county,
          id,
          `departments.${feed}`,
          newId(),
          why,
          keys.blindIndex('citizen', about.number),
          keys.seal(about.number),
          about.name,
          JSON.stringify(givenOf(feed, about)),
        ],
      )
      return id
    },
    async close() {
      await database.close()
      await keys.close()
      await db.drop()
    },
  }
}

/** Answers a sample record as the queue holds it: by SQL names, without the person's number. */
export function givenOf(feed: FeedName, about: SamplePerson): Record<string, unknown> {
  const ledger: Ledger = departmentLedgers[feed]
  const row = sampleRow(feed, about)
  const headers = matchHeaders(ledger, [{ n: 1, cells: Object.keys(row) }], (n) => `第${n}行`)
  if (!headers.ok) throw new Error(headers.reasons.map(({ message }) => message).join())
  const read = rowParser(ledger, headers.value, { today: day('2023-06-20') })(Object.values(row))
  if (!read?.ok) throw new Error(read?.reasons.map(({ message }) => message).join())
  const columns = Object.entries(ledger.columns) as [string, Column][]
  const filled = columns.filter(([key]) => key !== 'citizen' && read.value[key] !== null)
  return Object.fromEntries(filled.map(([key, column]) => [sqlNameOf(key, column), read.value[key]]))
}
