/** The server on the test city, with people enough that every row of a sheet is about another one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryKeys, openDatabase, SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { people as office, places, settleTestCity, testPassword } from '@xinlu/kernel/access/test'
import { aHousehold, anIdNumber } from '@xinlu/households/test'
import { day } from '@xinlu/kernel/basis'
import { readDivisionTree } from '@xinlu/kernel/divisions/server'
import { placeFinder } from '../database/find-place.ts'
import { buildServer, type ServerParts } from '../http/build-server.ts'
import { routesOf } from '../leak/inventory.ts'
import { serverModules } from '../modules.ts'
import type { ImportRig } from './import-texts.ts'
import type { Known } from './sheet-rows.ts'

const NOW = new Date('2023-06-30T02:00:00Z')
const TO_A_HOUSEHOLD = 8

/** Opens it on a migrated, empty database. */
export async function openImportRig(
  { appUrl }: { appUrl: string },
  count: number,
  logging: Pick<ServerParts, 'log' | 'logTo'> = {},
): Promise<ImportRig & { close(): Promise<void> }> {
  const database = openDatabase(appUrl, { connections: 6 })
  const keys = memoryKeys()
  const spool = mkdtempSync(join(tmpdir(), 'xinlu-injection-spool-'))
  await settleTestCity(database)
  const known: Known[] = []
  for (let house = 0; known.length < count; house += 1) {
    const members = Array.from({ length: TO_A_HOUSEHOLD }, (_, at) => ({
      relation: at === 0 ? ('head' as const) : ('son' as const),
      name: '柳成荫',
      idNumber: anIdNumber(),
    }))
    await aHousehold(database, keys, { division: places.上柳村, code: `T${house}`, members })
    known.push(...members.map(({ name, idNumber }) => ({ name, number: idNumber })))
  }
  const tree = await withScope(database, SYSTEM, (tx) => readDivisionTree(tx))
  const place = placeFinder(tree, day('2023-06-30'))
  const { modules, checks } = serverModules({ database, keys, spool, place })
  const constraints = Object.fromEntries(modules.flatMap((module) => Object.entries(module.constraints)))
  const desk = { database, keys, constraints, now: () => NOW }
  const app = await buildServer({ desk, modules, behindTls: false, ...logging })
  const payload = { login: office['县专班·王强'].login, password: testPassword }
  const signed = await app.inject({ method: 'POST', url: '/api/session/sign-in', payload })
  return {
    app,
    cookie: `xinlu_session=${signed.cookies[0]!.value}`,
    routes: routesOf(modules),
    people: known,
    settled: () => checks.settled(),
    async close() {
      await app.close()
      await checks.settled()
      await database.close()
      await keys.close()
      rmSync(spool, { recursive: true, force: true })
    },
  }
}
