/** Looks through answers for the text of columns that the asker is not cleared for, in places that are his own. */
import { aimAt } from '../aim.ts'
import { ROWS } from '../city/fill-city.ts'
import type { RouteUnderTest } from '../inventory.ts'
import type { Fault } from '../judge.ts'
import type { City } from '../open-city.ts'
import { isFor } from '../plan-trials.ts'
import type { Probes } from '../probe.ts'
import { probeOf } from '../probes.ts'
import { send } from '../send.ts'
import { columnRules, mayReadColumn } from './read-column.ts'

const rules = columnRules()
// Every text of the city says which column it is from.
const MARK = /⟦\d+:([a-z_]+\.[a-z_]+\.[a-z_]+):\d+⟧/g

/** Answers the columns whose text stands in an answer. */
export function columnsIn(text: string): string[] {
  return [...new Set([...text.matchAll(MARK)].map(([, column]) => column!))]
}

/** Asks for everybody's own rows, and answers each column told to somebody who may not read it. */
export async function fieldsToldAt(city: City, probes: Probes, route: RouteUnderTest): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const asker of city.askers.filter((one) => isFor(route, one))) {
    for (let n = 1; n <= ROWS; n += 1) {
      const own = aimAt(asker.home, n)
      for (const body of probeOf(route, probes)({ aim: own, own })) {
        const { text } = await send(city.app, route, asker.cookie, body)
        for (const column of columnsIn(text)) {
          const rule = rules.get(column)
          if (rule !== undefined && !mayReadColumn(asker, rule))
            faults.push({ route: route.name, asker: asker.title, what: 'field told', evidence: column })
        }
      }
    }
  }
  return faults
}
