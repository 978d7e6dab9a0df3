import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@xinlu/db/test'
import { aimAt, NOBODY } from './aim.ts'
import { neverDone } from './exceptions.ts'
import { unlistedRoutes } from './inventory.ts'
import { leakSummary } from './leak-summary.ts'
import { probes, unmatched } from './probes.ts'
import { medicalSheet } from './probes/exchange.ts'
import { type LeakReport, runLeaks } from './run-leaks.ts'
import { send } from './send.ts'
import { shapeOf } from './shape.ts'
import type { City } from './open-city.ts'
import { openWholeCity } from './test-city.ts'

let db: TestDatabase
let city: City
beforeAll(async () => {
  db = await testDatabase()
  city = await openWholeCity(db)
})
afterAll(async () => {
  await city?.close()
  await db.drop()
})

it('knows every route of the server, its policy and what to send to it', () => {
  expect(unlistedRoutes(city.app, city.routes)).toEqual([])
  expect(unmatched(city.routes, probes)).toEqual({ routes: [], probes: [] })
})

it.each([
  ['医保局联络员', 149922100201],
  ['县专班', 149922100201],
  ['县专班', 149821100201],
])('%s learns nothing of people elsewhere (%i) from a file that names them', async (title, place) => {
  const asker = city.askers.find((one) => one.title === title)!
  const answered = async (n: number): Promise<string> => {
    const file = { name: '结算.csv', content: medicalSheet(aimAt(place, n)) }
    const ask = async (name: string, body: Record<string, unknown>) => {
      const { status, text } = await send(city.app, route(name), asker.cookie, body)
      expect(status, `${name} ${text}`).toBe(200)
      return text.slice(text.indexOf('\n\n') + 2)
    }
    const sent = await ask('exchange.upload', { ledger: 'departments.medicalExpense', purpose: '核对', file })
    await city.settled()
    const { batch } = JSON.parse(sent) as { batch: string }
    const view = JSON.parse(await ask('exchange.getImport', { batch })) as Record<string, unknown>
    return JSON.stringify([view.state, view.counts, shapeOf(await ask('exchange.listRows', { batch }))])
  }
  expect(await answered(1)).toBe(await answered(NOBODY))
})

it('lets nobody choose the post of somebody else, and tells none apart from one that is not there', async () => {
  const url = '/api/session/switch-post'
  for (const asker of city.askers.filter(({ cookie }) => cookie !== undefined)) {
    const choose = async (post: string) => {
      const answer = await city.app.inject({
        method: 'POST',
        url,
        headers: { cookie: asker.cookie },
        payload: { post },
      })
      return `${answer.statusCode} ${answer.body}`
    }
    const answered = await choose(aimAt(149821100201, 1).id('access.post'))
    expect(answered).toMatch(/^404 /)
    expect(answered).toBe(await choose(aimAt(149821100201, NOBODY).id('access.post')))
  }
})

describe('the short run', () => {
  let report: LeakReport
  beforeAll(async () => {
    report = await runLeaks(city, probes, { seed: 20_230_615 })
    console.log(leakSummary(report))
  }, 300_000)

  it('shows nobody anything of another place, nor that it exists, and changes nothing there', () => {
    expect(report.faults).toEqual([])
    expect(report.triples).toBeGreaterThan(city.routes.length * city.askers.length)
  })

  it('reaches what every route is for: an unanswered question leaks nothing either', () => {
    const unreached = [...report.own].filter(
      ([name, statuses]) =>
        !Object.hasOwn(neverDone, name) && ![200, 409, 428].some((status) => statuses.has(status)),
    )
    expect(unreached.map(([name, statuses]) => `${name} ${[...statuses].join(' ')}`)).toEqual([])
    expect(report.seen).toBeGreaterThan(500)
  })
})

function route(name: string) {
  return city.routes.find((one) => one.name === name)!
}
