import { afterAll, beforeAll, expect, it } from 'vitest'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { inspectCatalog } from './inspect-catalog.ts'
import { placeTableShapes } from './test/table-shape.ts'
import { makeRow } from './test/make-row.ts'
let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())
it('x', async () => {
  const f = await inspectCatalog({ query: (a, b) => db.admin(a, b) })
  console.log(
    f
      .filter((x) => x.weight === 'breach')
      .map((x) => `${x.rule} ${x.object}`)
      .join('\n'),
  )
  const c = new pg.Client({ connectionString: db.adminUrl })
  await c.connect()
  await c.query(`begin; set session_replication_role = replica`)
  const maker = { mark: (at, t, col) => `㐀⟦${at.division}:${t}.${col}⟧`, seal: (p) => Buffer.from(p) }
  for (const t of await placeTableShapes(c)) {
    await c.query('savepoint s')
    try {
      for (const n of [1, 2]) {
        const row = makeRow(t, { division: 149921100201, n }, maker)
        await c.query(
          `insert into ${t.name} (${Object.keys(row).map((k) => `"${k}"`)}) values (${Object.keys(row).map((k, i) => `$${i + 1}`)})`,
          Object.values(row),
        )
      }
    } catch (e) {
      console.log(t.name, String(e.message), e.constraint ?? '')
      await c.query('rollback to savepoint s')
    }
  }
  await c.end()
  expect(1).toBe(1)
})
