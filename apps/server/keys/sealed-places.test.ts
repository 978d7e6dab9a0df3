/** Nothing sealed is forgotten: every column of bytes or of JSON says what lies in it. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@xinlu/db/test'
import { contents, listSealedPlaces, listToldColumns } from './sealed-places.ts'

let copy: TestDatabase
let client: pg.Client
beforeAll(async () => {
  copy = await testDatabase()
  client = new pg.Client({ connectionString: copy.adminUrl })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await copy.drop()
})

const silent = async () =>
  (await listToldColumns(client))
    .filter(({ told }) => !(contents as readonly (string | null)[]).includes(told))
    .map(({ table, column }) => `${table}.${column}`)

describe('the catalog', () => {
  test('says of every column of bytes or of JSON what lies in it (comment on column, see the migration)', async () => {
    expect((await listToldColumns(client)).length).toBeGreaterThan(30)
    expect(await silent()).toEqual([])
  })

  test('a new column that says nothing, or something else, is found', async () => {
    await client.query(`create table households.planted (id int primary key, secret_sealed bytea, facts jsonb, list bytea[]);
      comment on column households.planted.facts is 'some facts'`)
    expect(await silent()).toEqual([
      'households.planted.secret_sealed',
      'households.planted.facts',
      'households.planted.list',
    ])
    await client.query(`comment on column households.planted.secret_sealed is 'sealed'`)
    const places = await listSealedPlaces(client)
    expect(places.find(({ table }) => table === 'households.planted')).toEqual({
      table: 'households.planted',
      key: [{ name: 'id', type: 'integer' }],
      columns: [{ name: 'secret_sealed', isWithin: false }],
    })
    await client.query('drop table households.planted')
  })

  test('names by their ending agree with what they say', async () => {
    for (const { table, column, told } of await listToldColumns(client)) {
      const where = `${table}.${column}`
      if (column.endsWith('_sealed')) expect({ where, told }).toEqual({ where, told: 'sealed' })
      if (column.endsWith('_index'))
        expect({ where, told }).toEqual({ where, told: expect.stringMatching(/^index /) })
    }
  })
})
