/** A small demo city on an embedded cluster of its own, made by the command line itself, for all tests of a file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { SYSTEM, type Tx, withScope } from '@xinlu/kernel/access/server'
import { type House, openHouse } from '../../database/open-house.ts'
import type { CityMade } from '../../demo/make-city.ts'
import { demoFile } from '../../demo/prepare-demo.ts'
import { runHere } from './run-here.ts'
import { type Place, type Ran, runXinlu } from './run-xinlu.ts'

/** The city and what tests do with it. */
export interface CliCity extends Place {
  house: House
  city: CityMade
  made: Ran
  /** Runs a process, as at the terminal. */
  xinlu(...words: string[]): Promise<Ran>
  /** Runs in this process, which is quicker. */
  here(...words: string[]): Promise<Ran>
  /** Reads the database as the system. */
  read<T>(fn: (tx: Tx) => Promise<T>): Promise<T>
  /** Changes the database as its superuser, as an intruder would. */
  admin(statement: string): Promise<void>
  /** Writes a file into the working folder and answers its path. */
  file(name: string, text: string): string
  /** The people of one county with their numbers opened. */
  people(county: number, count: number): Promise<{ name: string; number: string; household: string }[]>
  close(): Promise<void>
}

/** Makes the city; the house stays open so that every run adopts the running cluster. */
export async function makeCliCity(households: number): Promise<CliCity> {
  const dir = mkdtempSync(join(tmpdir(), 'xinlu-cli-'))
  const place = { dataDir: join(dir, 'data'), cwd: dir }
  const house = await openHouse({ dataDir: place.dataDir, databaseUrl: undefined })
  const xinlu = (...words: string[]) => runXinlu(words, place)
  const made = await xinlu('demo', '--households', String(households), '--seed', '7')
  const city =
    made.code === 0 ? (JSON.parse(readFileSync(demoFile(place.dataDir), 'utf8')) as CityMade) : undefined
  const read = <T>(fn: (tx: Tx) => Promise<T>) => withScope(house.database, SYSTEM, fn)
  if (!city) {
    await house.close()
    throw new Error(`the demo city could not be made: ${made.err}`)
  }
  return {
    ...place,
    house,
    city,
    made,
    xinlu,
    here: (...words) => runHere(words, { XINLU_DATA_DIR: place.dataDir, XINLU_HOST: '127.0.0.1' }),
    read,
    async admin(statement) {
      const client = new pg.Client({ connectionString: house.adminUrl })
      await client.connect()
      await client.query(statement)
      await client.end()
    },
    file(name, text) {
      const path = join(dir, name)
      writeFileSync(path, text)
      return path
    },
    async people(county, count) {
      const rows = await read((tx) =>
        tx
          .selectFrom('households.person')
          .select(['name', 'idSealed', 'household'])
          .where('county', '=', county)
          .where('state', '=', 'living')
          .where('idSealed', 'is not', null)
          .orderBy('id')
          .limit(count)
          .execute(),
      )
      return rows.map(({ name, idSealed, household }) => ({
        name,
        number: house.keys.open(idSealed!),
        household: household!,
      }))
    },
    async close() {
      await house.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
