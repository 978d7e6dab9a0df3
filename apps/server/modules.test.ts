/** What the modules plug into each other: everything kept about a household goes where it goes. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { type Database, memoryKeys, openDatabase } from '@xinlu/kernel/access/server'
import { as, places, settleTestCity } from '@xinlu/kernel/access/test'
import { newId } from '@xinlu/kernel/basis'
import { type Desk, runCommand } from '@xinlu/kernel/commands/server'
import { aHousehold, anIdNumber } from '@xinlu/households/test'
import { serverModules } from './modules.ts'

let copy: TestDatabase
let database: Database
const keys = memoryKeys()

beforeAll(async () => {
  copy = await testDatabase()
  database = openDatabase(copy.appUrl)
  await settleTestCity(database)
})
afterAll(async () => {
  await database.close()
  await keys.close()
  await copy.drop()
})

test('a household that moves takes its findings, its measures and the departments’ records along', async () => {
  const built = await aHousehold(database, keys, {
    division: places.上柳村,
    code: 'H1',
    kind: 'formerPoor',
    members: [{ relation: 'head', name: '刘守义', idNumber: anIdNumber({ born: '1970-05-01' }) }],
  })
  const { county, household } = built
  const [person] = (
    await copy.admin('select head as id from households.household where id = $1', [household])
  ).rows
  await copy.admin(
    `insert into rules.finding (county, id, division, at_division, subject_kind, subject, rule, rule_version, level, kind,
       inputs, opened_on, opened_run, changed_run)
     values ($1, $2, $3, $3, 'household', $4, 'work.lost', 1, 'orange', 'risk', '{}', '2023-06-01', $2, $2)`,
    [county, newId(), places.上柳村, household],
  )
  await copy.admin(
    `insert into departments.unemployment (county, id, division, household, person, registered_on, reason)
     values ($1, $2, $3, $4, $5, '2023-05-01', 'closed')`,
    [county, newId(), places.上柳村, household, person.id],
  )
  const { modules } = serverModules({ database, keys, spool: join(tmpdir(), 'xinlu-modules-test') })
  const desk: Desk = { database, keys, now: () => new Date('2023-06-30T02:00:00Z'), constraints: {} }
  const act = modules
    .flatMap(({ commands }) => commands)
    .find(({ contract }) => contract.name === 'households.moveHousehold')!
  const body = {
    command: newId(),
    county,
    household,
    ver: built.ver,
    to: places.下柳村,
    reason: '随子女居住',
    onDay: '2023-06-20',
  }
  await runCommand(desk, act, { actor: as('乡专干·李梅'), body })

  const { rows } = await copy.admin(
    `select 'finding' as what, division::text, at_division::text as since from rules.finding union all
     select 'record', division::text, null from departments.unemployment union all
     select 'household', division::text, null from households.household order by what`,
  )
  expect(rows).toEqual([
    { what: 'finding', division: String(places.下柳村), since: String(places.上柳村) },
    { what: 'household', division: String(places.下柳村), since: null },
    { what: 'record', division: String(places.下柳村), since: null },
  ])
})
