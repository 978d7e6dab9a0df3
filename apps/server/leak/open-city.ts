/** Opens the invented city: rows in every table, the real server before them, everybody signed in. */
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import {
  type Database,
  type Keys,
  memoryKeys,
  openDatabase,
  SYSTEM,
  withScope,
} from '@xinlu/kernel/access/server'
import { day, type DivisionCode } from '@xinlu/kernel/basis'
import type { ServerModule } from '@xinlu/kernel/commands/server'
import { loadDivisions } from '@xinlu/kernel/divisions/server'
import { loadCalendar } from '@xinlu/departments/server'
import { buildServer, type ServerParts } from '../http/build-server.ts'
import { placeTableShapes } from '../catalog/test/table-shape.ts'
import { type Asker, signInEverybody } from './city/actors.ts'
import { fillAudit, fillCity, placesOfIds } from './city/fill-city.ts'
import { places, placesCsv } from './city/places.ts'
import { type RouteUnderTest, routesOf } from './inventory.ts'
import { type Belongings, belongingsOf } from './look-for-leaks.ts'
import { NOBODY } from './aim.ts'

/** Everything a run needs. */
export interface City {
  app: FastifyInstance
  admin: pg.Client
  database: Database
  keys: Keys
  askers: readonly Asker[]
  routes: readonly RouteUnderTest[]
  tables: readonly string[]
  belongings: Belongings
  /** Where uploaded files wait for their check. */
  spool?: string
  /** Waits for work that goes on after its answer. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** The moment at which the clock of the run stands. */
export const NOW = new Date('2023-06-15T10:00:00+08:00')

/** What the modules of the city are built from; `admin` is the superuser, whom only planted leaks use. */
export interface CityParts {
  database: Database
  keys: Keys
  admin: pg.Client
}

/** Opens the city on a migrated, empty database; `modulesOf` says what the server offers. */
export async function openCity(
  urls: { appUrl: string; adminUrl: string },
  modulesOf: (parts: CityParts) => readonly ServerModule[],
  logging: Pick<ServerParts, 'log' | 'logTo'> = {},
): Promise<City> {
  const admin = new pg.Client({ connectionString: urls.adminUrl })
  await admin.connect()
  const database = openDatabase(urls.appUrl, { connections: 12 })
  // A machine that runs all tests at once keeps a connection waiting longer than an office would.
  Object.assign(database.pool.options, { connectionTimeoutMillis: 60_000, idleTimeoutMillis: 0 })
  const keys = memoryKeys()
  await withScope(database, SYSTEM, async (tx) => {
    await loadDivisions(tx, { divisions: placesCsv })
    // Without days that are due the list of what came would be empty, and an empty list tells nothing.
    for (const { code } of places.filter(({ code }) => code % 1_000_000 === 0))
      await loadCalendar(tx, code as DivisionCode, day('2023-01-01'))
  })
  await admin.query(
    `insert into access.setting (key, from_on, value, document) values
      ('password.iterations', '2023-01-01', 1000, '测试'), ('reveal.perHour', '2023-01-01', 100000, '测试'),
      ('secondFactor.required', '2023-01-01', 0, '测试')`,
  )
  await fillCity(admin, keys)
  await fillAudit(database)
  const modules = modulesOf({ database, keys, admin })
  const constraints = Object.fromEntries(modules.flatMap((module) => Object.entries(module.constraints)))
  const app = await buildServer({
    desk: { database, keys, constraints, now: () => NOW },
    modules,
    behindTls: false,
    ...logging,
  })
  await app.ready()
  const tables = (await placeTableShapes(admin)).map(({ name }) => name)
  return {
    app,
    admin,
    database,
    keys,
    askers: await signInEverybody(app, database),
    routes: routesOf(modules),
    tables,
    belongings: belongingsOf(placesOfIds(tables, NOBODY - 1)),
    settled: async () => {},
    close: async () => {
      await app.close()
      await database.close()
      await keys.close()
      await admin.end()
    },
  }
}
