/** The trail of the whole server: one entry for each act and each look at sensitive facts, or nothing is done at all. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { verifyChain } from '@xinlu/kernel/audit/server'
import { type KeptTables, keepTables } from '../injection/kept-tables.ts'
import { registeredRoutes } from '../leak/inventory.ts'
import type { City } from '../leak/open-city.ts'
import { send } from '../leak/send.ts'
import { openWholeCity } from '../leak/test-city.ts'
import { describedModules } from '../modules.ts'
import { type Way, wayTo } from '../injection/way-to.ts'
import { plainAsks, plainDownloads } from './plain-routes.ts'
import { besideProvider, doorOccasions } from './door-occasions.ts'

let db: TestDatabase
let city: City
let kept: KeptTables
beforeAll(async () => {
  db = await testDatabase()
  city = await openWholeCity(db)
  kept = await keepTables(city.admin)
})
afterAll(async () => {
  await city?.close()
  await db.drop()
})

const entries = async () => (await city.admin.query('select from audit.entry')).rows.length

/** Does what the occasion is for, and answers the status and the entries it left. */
async function witnessed({ route, cookie, body, ready }: Way) {
  await ready?.()
  const before = await entries()
  const { status, text } = await send(city.app, route, cookie, body)
  await city.settled()
  const left = (await entries()) - before
  const acts = (
    await city.admin.query('select * from audit.entry order by at desc, seq desc limit $1', [
      Math.max(left, 0),
    ])
  ).rows as Record<string, unknown>[]
  return { status, text, acts }
}

const isAudited = (name: string) => {
  const { queries, downloads } = described()
  const ask = queries.find(({ contract }) => contract.name === name)
  const file = downloads.find((route) => route.name === name)
  return ask ? ask.audit !== undefined : file ? !Object.hasOwn(plainDownloads, name) : true
}

const described = () => {
  const modules = describedModules()
  return {
    queries: modules.flatMap(({ queries }) => queries),
    downloads: modules.flatMap(({ downloads }) => downloads),
  }
}

describe('every route of every module', () => {
  test('that reads without a trail is named with the reason why it may', () => {
    const silent = described()
      .queries.filter(({ audit }) => audit === undefined)
      .map(({ contract }) => contract.name)
    expect(silent.toSorted()).toEqual(Object.keys(plainAsks).toSorted())
  })

  test('called once, leaves exactly one entry that says who, where, what and how it ended', async () => {
    const wrong: string[] = []
    for (const route of city.routes) {
      const { status, text, acts } = await witnessed(await wayTo(city, kept, route))
      if (status !== 200) wrong.push(`${route.name} was not done: ${status} ${text.slice(-300)}`)
      const wanted = isAudited(route.name) ? [route.name] : []
      const found = acts.map(({ act }) => act)
      if (JSON.stringify(found) !== JSON.stringify(wanted))
        wrong.push(`${route.name} left ${JSON.stringify(found)} and not ${JSON.stringify(wanted)}`)
      for (const entry of acts) {
        const { outcome, actor, actor_name: name, post, role, at_division: place, subject_kind: kind } = entry
        if (outcome !== 'done' || !actor || !name || !post || !role || !Number(place) || !kind)
          wrong.push(`${route.name} left an entry without who or where: ${JSON.stringify(entry)}`)
      }
      await kept.reset()
    }
    expect(wrong).toEqual([])
  })

  test('is not done when its entry cannot be written', async () => {
    const wrong: string[] = []
    for (const route of city.routes.filter(({ name }) => isAudited(name))) {
      const { cookie, body, ready } = await wayTo(city, kept, route)
      await ready?.()
      await city.admin.query(refuseEntries)
      const { status, text } = await send(city.app, route, cookie, body)
      await city.settled()
      await city.admin.query('drop trigger no_entry on audit.entry')
      if (status < 500)
        wrong.push(`${route.name} was answered ${status} without a trail: ${text.slice(-300)}`)
      const after = await kept.changed()
      if (after.length > 0) wrong.push(`${route.name} changed ${after.join(', ')}`)
      await kept.reset()
    }
    expect(wrong).toEqual([])
  })
})

const refuseEntries = `
  create or replace function audit.no_entry() returns trigger language plpgsql as $$ begin raise 'no entry'; end $$;
  create trigger no_entry before insert on audit.entry for each row execute function audit.no_entry()`

describe('every step at the door', () => {
  test('leaves exactly one entry, or is named with the reason why it leaves none', async () => {
    const doors = registeredRoutes(city.app).filter((route) => route.includes('/api/session/'))
    const occasions = doorOccasions(city)
    const taken = new Set([...occasions.map(({ route }) => route), ...besideProvider])
    expect([...taken].toSorted()).toEqual(doors.toSorted())
    const wrong: string[] = []
    for (const { route, acts, take } of occasions) {
      const before = await entries()
      const { statusCode, body } = await take()
      const left = (
        await city.admin.query('select act from audit.entry order by at desc, seq desc limit $1', [
          Math.max(0, (await entries()) - before),
        ])
      ).rows.map(({ act }) => String(act))
      if (statusCode >= 400) wrong.push(`${route} was not done: ${statusCode} ${body}`)
      if (JSON.stringify(left) !== JSON.stringify(acts))
        wrong.push(`${route} left ${JSON.stringify(left)} and not ${JSON.stringify(acts)}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('a trail that somebody rewrites', () => {
  const columns = [
    'at',
    'actor',
    'actor_name',
    'act',
    'subject_kind',
    'outcome',
    'detail',
    'address',
    'previous',
    'digest',
  ]
  const other: Record<string, string> = {
    at: `at + interval '1 ms'`,
    actor: `'00000000-0000-0000-0000-00000000000f'`,
    outcome: `case outcome when 'done' then 'failed' else 'done' end`,
    detail: `'{"a":1}'`,
    previous: `sha256(previous)`,
    digest: `sha256(digest)`,
  }

  test.each(columns)(
    'is found out at the entry whose %s was changed, by county and number',
    async (column) => {
      const { rows } = await city.admin.query(
        'select county, seq::int as seq from audit.entry order by seq % 3 desc, county, seq limit 1',
      )
      const [{ county, seq }] = rows as [{ county: number; seq: number }]
      await city.admin.query(
        `update audit.entry set ${column} = ${other[column] ?? `'x'`} where county = $1 and seq = $2`,
        [county, seq],
      )
      const { broken } = await withScope(city.database, SYSTEM, (tx) => verifyChain(tx))
      expect(broken).toMatchObject([{ county, seq }])
      await kept.restore(['audit.entry', 'audit.head'])
      const whole = await withScope(city.database, SYSTEM, (tx) => verifyChain(tx))
      expect(whole.broken).toEqual([])
    },
  )
})
