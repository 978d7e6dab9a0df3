/** A small demo city in a folder of its own, with people enough to press on it, served by the real server. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { type Day, dayOf } from '@xinlu/kernel/basis'
import { type House, openHouse } from '../database/open-house.ts'
import { type OwnerConnection, withOwner } from '../database/with-owner.ts'
import { type DemoAccount, makeDemoAccounts } from '../demo/demo-accounts.ts'
import { prepareDemo } from '../demo/prepare-demo.ts'
import { CITY } from '../work/screen-city.ts'
import { signIn } from './client.ts'
import { type ServerProcess, serverProcess } from './server-process.ts'

/** Somebody of the register, for files that name people. */
export interface KnownPerson {
  number: string
  name: string
}

/** The city, its server, and the ways to both. */
export interface FaultCity {
  dataDir: string
  /** A folder for files that a fault makes. */
  folder: string
  server: ServerProcess
  asOf: Day
  /** The counties that have households, and those with a finding to decide on, most first. */
  counties: readonly number[]
  people: readonly KnownPerson[]
  /** The cookie of an account's session, begun once. */
  cookie(login: string): Promise<string>
  /** The owner's address of a database of this cluster. */
  ownerUrl(database: string): string
  /** Looks past every policy, as the owner, into the city's database or another of the cluster. */
  owner<T>(work: (connection: OwnerConnection) => Promise<T>, database?: string): Promise<T>
  /** Opens the house beside the running server. */
  beside<T>(work: (house: House) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** How many people one thing is decided by at once. */
export const DECIDERS = 50

/** The login of the post of a county that writes. */
export const writerOf = (county: number) => `fault.${county}`

/** The login of one of the people who decide at once; all are posts of the county that has most findings. */
export const deciderOf = (nth: number) => `decider.${nth}`

/** The login of a city post that imports. */
export const IMPORTER = 'fault.import'

/** Makes or finds the city of so many households below `root` and starts its server. */
export async function openFaultCity(root: string, households: number): Promise<FaultCity> {
  const dataDir = join(root, 'data')
  const folder = join(root, 'files')
  mkdirSync(folder, { recursive: true })
  const known = await withHouse(dataDir, async (house) => {
    await prepareDemo(house, dataDir, { households, seed: 20230630 })
    const counties = await countiesOf(house)
    await makeDemoAccounts(house, accountsFor(counties))
    return { counties, people: await peopleOf(house) }
  })
  const server = await serverProcess({ dataDir })
  await server.start()
  const cookies = new Map<string, Promise<string>>()
  return {
    ...known,
    dataDir,
    folder,
    server,
    asOf: dayOf(new Date()),
    cookie: (login) => {
      const kept = cookies.get(login) ?? signIn(server.origin, login)
      cookies.set(login, kept)
      return kept
    },
    ownerUrl: (database) => ownerUrl(dataDir, database),
    owner: (work, database = 'xinlu') => withOwner({ adminUrl: ownerUrl(dataDir, database) }, work),
    beside: (work) => withHouse(dataDir, work),
    close: async () => {
      if (server.isUp()) await server.stop()
      // A server that was killed leaves its database; opening the house makes it ours to stop.
      else if (existsSync(join(dataDir, 'postgres', 'postmaster.pid')))
        await withHouse(dataDir, async () => {})
    },
  }
}

function ownerUrl(dataDir: string, database: string): string {
  const password = readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim()
  const port = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

async function withHouse<T>(dataDir: string, work: (house: House) => Promise<T>): Promise<T> {
  const house = await openHouse({ dataDir, databaseUrl: undefined })
  try {
    return await work(house)
  } finally {
    await house.close()
  }
}

function accountsFor(counties: readonly number[]): DemoAccount[] {
  const post = (county: number) =>
    ({ role: 'county', unit: '县防返贫专班', division: county * 1_000_000 }) as const
  return [
    ...counties.map((county) => ({ login: writerOf(county), name: '压测', posts: [post(county)] })),
    ...Array.from({ length: DECIDERS }, (_, nth) => ({
      login: deciderOf(nth),
      name: '核实',
      posts: [post(counties[0]!)],
    })),
    { login: IMPORTER, name: '导入', posts: [{ role: 'city', unit: '市乡村振兴局', division: CITY }] },
  ]
}

async function countiesOf(house: House): Promise<number[]> {
  const { rows } = await withScope(house.database, SYSTEM, (tx) =>
    sql<{ county: number }>`
      select h.county, (select count(*) from rules.finding f where f.county = h.county and f.state = 'open') as findings
      from households.household h group by h.county order by findings desc, h.county`.execute(tx),
  )
  return rows.map(({ county }) => county)
}

async function peopleOf(house: House): Promise<KnownPerson[]> {
  const { rows } = await withScope(house.database, SYSTEM, (tx) =>
    sql<{ idSealed: Buffer; name: string }>`
      select id_sealed, name from households.person where state = 'living' and id_sealed is not null order by id`.execute(
      tx,
    ),
  )
  return rows.map(({ idSealed, name }) => ({ number: house.keys.open(idSealed), name }))
}
