/** Makes the demo city: real places, invented people, what the departments know of them. Streams; one transaction. */
import pg from 'pg'
import { type Day, parsePersonName, nameKey } from '@xinlu/kernel/basis'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { initialsOf, loadDivisions, pinyinOf } from '@xinlu/kernel/divisions/server'
import type { House } from '../database/open-house.ts'
import { citizenNumbers } from './citizen-numbers.ts'
import { RowHeap } from './copy-rows.ts'
import { addDepartmentRows } from './department-rows.ts'
import { inventFamily, type Member } from './family.ts'
import { type Fate, inventFate } from './fate.ts'
import { type InventedName, nameMaker } from './invented-names.ts'
import { idMaker } from './made-ids.ts'
import { type Village, placeFiles, spreadHouseholds } from './places.ts'
import { type Random, randomFrom } from './random.ts'
import { type SealedBook, addRegisterRows, monthStart } from './register-rows.ts'
import { restIndexes } from './rest-indexes.ts'
import type { Settled, SettledMember } from './settled.ts'
import { tellStories } from './stories.ts'

/** What kind of city is wished for. */
export interface CityWish {
  households: number
  seed: number
  today: Day
  progress?: (done: number, of: number) => void
  signal?: AbortSignal
}

/** What was made; `stories` are the named households. */
export interface CityMade {
  households: number
  people: number
  departmentRows: number
  stories: {
    title: string
    household: string
    code: string
    headName: string
    county: number
    division: number
  }[]
}

// Households invented, sealed and sent together: two such chunks are in memory at a time.
const CHUNK = 400
const STORIES = 8
const FILLED = ['households', 'departments']

/** Makes the city in one transaction: cancelled or broken off, it leaves nothing but the list of places. */
export async function makeCity(house: House, wish: CityWish): Promise<CityMade> {
  const places = await withScope(house.database, SYSTEM, (tx) => loadDivisions(tx, placeFiles()))
  if (!places.ok) throw new Error(places.reasons.map((why) => `${why.path ?? ''}${why.message}`).join('\n'))
  // The maker works as the superuser: COPY does not go through row policies, and a million checks of foreign keys
  // that hold by construction would double the time.
  const client = new pg.Client({ connectionString: house.adminUrl, application_name: 'xinlu demo' })
  await client.connect()
  try {
    await client.query(
      'begin; set local session_replication_role = replica; set local synchronous_commit = off',
    )
    const remakeIndexes = await restIndexes(client, FILLED)
    const made = await fillCity(client, house, wish)
    await remakeIndexes()
    await client.query('commit')
    await client.query('analyze')
    return made
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

async function fillCity(client: pg.Client, house: House, wish: CityWish): Promise<CityMade> {
  const random = randomFrom(wish.seed)
  const settler = makeSettler(random, wish)
  const villages = spreadHouseholds(random, wish.households - STORIES)
  const made: CityMade = { households: 0, people: 0, departmentRows: 0, stories: [] }
  let chunk: Settled[] = []
  // While the database takes one chunk in, the next is invented and sealed.
  let sending = Promise.resolve()
  const send = async () => {
    wish.signal?.throwIfAborted()
    const heap = new RowHeap()
    const book = await sealAll(house, chunk)
    for (const home of chunk) addRegisterRows(heap, random, settler.nextId, home, book)
    const before = heap.count
    for (const home of chunk) addDepartmentRows(heap, random, settler.nextId, home)
    made.departmentRows += heap.count - before
    made.households += chunk.length
    made.people += chunk.reduce((sum, home) => sum + home.members.length, 0)
    chunk = []
    await sending
    sending = heap.send(client)
    sending.catch(() => {})
    wish.progress?.(made.households, wish.households)
  }
  for (const home of settler.settleStories(villages)) {
    chunk.push(home.settled)
    made.stories.push({
      title: home.title,
      household: home.settled.id,
      code: home.settled.code,
      headName: home.settled.members[0]!.name.name,
      county: home.settled.county,
      division: home.settled.division,
    })
  }
  try {
    for (const village of villages) {
      for (let nth = 0; nth < village.households; nth += 1) {
        chunk.push(settler.settle(village))
        if (chunk.length >= CHUNK) await send()
      }
    }
    if (chunk.length > 0) await send()
  } finally {
    // Nothing may still be on its way when the transaction ends.
    await Promise.allSettled([sending])
  }
  await sending
  made.departmentRows += await addWaterStops(client, random, settler.nextId, villages, wish.today)
  return made
}

function makeSettler(random: Random, { today, seed }: CityWish) {
  const nameOf = nameMaker()
  const numberOf = citizenNumbers()
  const nextId = idMaker(randomFrom(seed ^ 0x5eed), Date.UTC(2023, 0, 1))
  const counts = new Map<number, number>()

  const place = (village: Village, family: Member[], fate: Fate, headName?: InventedName): Settled => {
    const nth = (counts.get(village.code) ?? 0) + 1
    counts.set(village.code, nth)
    const head = headName ?? nameOf(random, family[0]!.sex, Number(family[0]!.born.slice(0, 4)))
    const members = family.map((member, index): SettledMember => {
      const surname = member.sharesSurname ? head.surname : undefined
      return {
        ...member,
        id: nextId(),
        name: index === 0 ? head : nameOf(random, member.sex, Number(member.born.slice(0, 4)), surname),
        citizenId: numberOf(village.county, member.born, member.sex),
        phone:
          member.age >= 18 && random.chance(index === 0 ? 0.96 : 0.7)
            ? `1${random.pick(['34', '35', '38', '50', '51', '82', '87'])}${random.int(10000000, 99999999)}`
            : null,
      }
    })
    return {
      id: nextId(),
      code: `${village.code}${String(nth).padStart(5, '0')}`,
      county: village.county,
      division: village.code,
      groupName: `${random.int(1, 4)}组`,
      villageName: village.name,
      members,
      fate,
      today,
    }
  }

  return {
    nextId,
    settle(village: Village): Settled {
      const family = inventFamily(random, today)
      return place(village, family, inventFate(random, family, village.isFormerPoorCounty))
    },
    settleStories(villages: readonly Village[]) {
      return tellStories(random, today).map((story) => {
        const village = random.pick(
          villages.filter(({ county, households }) => county === story.county && households > 0),
        )
        return {
          title: story.title,
          settled: place(village, story.family, story.fate, namedFor(story.headName)),
        }
      })
    },
  }
}

function namedFor(text: string): InventedName {
  const parsed = parsePersonName(text)
  if (!parsed.ok) throw new Error(`a story has a name that the register refuses: ${text}`)
  return {
    surname: [...text][0]!,
    name: parsed.value,
    key: nameKey(parsed.value),
    pinyin: pinyinOf(text),
    initials: initialsOf(text),
  }
}

async function sealAll(house: House, homes: readonly Settled[]): Promise<SealedBook> {
  const members = homes.flatMap((home) => home.members)
  const numbers = members.map((member) => member.citizenId)
  const phones = [...new Set(members.flatMap((member) => member.phone ?? []))]
  const [sealedNumbers, sealedPhones] = [
    await house.keys.sealMany('citizen', numbers),
    await house.keys.sealMany('phone', phones),
  ]
  return {
    numbers: new Map(numbers.map((number, at) => [number, sealedNumbers[at]!])),
    phones: new Map(phones.map((phone, at) => [phone, sealedPhones[at]!])),
  }
}

// Water stops for a whole village, some long enough to pass the limit of the year.
async function addWaterStops(
  client: pg.Client,
  random: Random,
  nextId: () => string,
  villages: readonly Village[],
  today: Day,
): Promise<number> {
  const heap = new RowHeap()
  for (const village of villages) {
    if (!random.chance(0.015)) continue
    const from = monthStart(today, -random.int(2, 9))
    const days = random.int(4, 62)
    const to = new Date(Date.parse(`${from}T00:00:00Z`) + (days - 1) * 86_400_000).toISOString().slice(0, 10)
    heap.add('departments.water_stop', {
      county: village.county,
      id: nextId(),
      division: village.code,
      household: null,
      person: null,
      group_name: null,
      project: `${village.name}集中供水工程`,
      from_on: from,
      to_on: to,
      cause: random.weighted([
        ['seasonal', 60],
        ['engineering', 32],
        ['relapse', 8],
      ]),
    })
  }
  const { count } = heap
  await heap.send(client)
  return count
}
