/** How each route gets its work done: who asks, and with what. */
import type { z } from 'zod'
import { aimAt } from '../leak/aim.ts'
import type { RouteUnderTest } from '../leak/inventory.ts'
import type { City } from '../leak/open-city.ts'
import type { Body } from '../leak/probe.ts'
import { probeOf, probes } from '../leak/probes.ts'
import { describedModules } from '../modules.ts'
import type { KeptTables } from './kept-tables.ts'
import { type Asking, askersOf, specialWays, withReasons } from './special-ways.ts'

/** A request that a route answers with 200. */
export interface Way {
  route: RouteUnderTest
  cookie: string | undefined
  body: Body
  /** What has to be done anew before each request. */
  ready?: (() => Promise<void>) | undefined
  /** The tables that the request changes. */
  touched: string[]
  isDone: boolean
}

/**
 * Finds the first body of the first asker for which the route does its work; it is done once, to see what it changes,
 * and taken back. What had to be done before stays done until `kept.reset()`.
 */
export async function wayTo(city: City, kept: KeptTables, route: RouteUnderTest): Promise<Way> {
  const tried = await triedBodies(city, kept, route)
  for (const { cookie, body, ready } of tried) {
    await ready?.()
    const done = await withReasons(city, route, cookie, body)
    if (done.status !== 200) continue
    await city.settled()
    const touched = await kept.changed(route.kind === 'ask' ? ['audit.entry', 'audit.head'] : undefined)
    await kept.restore(touched)
    return { route, cookie, body: done.body, ready, touched, isDone: true }
  }
  await kept.restore(await kept.changed())
  return { route, ...tried[0]!, touched: [], isDone: false }
}

async function triedBodies(city: City, kept: KeptTables, route: RouteUnderTest): Promise<Asking[]> {
  const special = specialWays[route.name]
  if (special) {
    const way = await special(city)
    await city.settled()
    await kept.rebase()
    return [way]
  }
  return askersOf(city, route).flatMap(({ home, cookie }) =>
    [1, 2].flatMap((n) =>
      probeOf(
        route,
        probes,
      )({ aim: aimAt(home, n), own: aimAt(home, 3 - n) }).map((body) => ({ cookie, body })),
    ),
  )
}

let known: ReadonlyMap<string, z.ZodType> | undefined

/** The type of what an act or ask takes. */
export function inputOf(name: string): z.ZodType {
  known ??= new Map(
    describedModules()
      .flatMap(({ commands, queries }) => [...commands, ...queries])
      .map(({ contract }) => [contract.name, contract.input]),
  )
  return known.get(name)!
}
