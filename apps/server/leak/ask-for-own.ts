/** Asks a route for the asker's own rows: it shows that the route works at all, and that it shows nobody else's. */
import { aimAt } from './aim.ts'
import type { Asker } from './city/actors.ts'
import type { RouteUnderTest } from './inventory.ts'
import type { Fault } from './judge.ts'
import { betrayalsIn, textsIn } from './look-for-leaks.ts'
import type { City } from './open-city.ts'
import type { Probe } from './probe.ts'
import { send } from './send.ts'

/** Who asks where; `planted` are foreign ids that an answer may repeat. */
export interface OwnVisit {
  route: RouteUnderTest
  asker: Asker
  planted: ReadonlySet<string>
}

/** What one request for own rows was answered: its status, how much of the own places was in it, and its faults. */
export interface OwnAnswer {
  status: number
  seen: number
  faults: Fault[]
}

/** Sends every body of the probe, aimed at the asker's home. */
export async function askForOwn(
  { app, belongings }: City,
  { route, asker, planted }: OwnVisit,
  probe: Probe,
): Promise<OwnAnswer[]> {
  const answers: OwnAnswer[] = []
  for (const body of probe({ aim: aimAt(asker.home, 2), own: aimAt(asker.home, 1) })) {
    const { status, text } = await send(app, route, asker.cookie, body)
    const held = betrayalsIn(text, { covered: new Set(), sent: textsIn(body), planted, belongings })
    const faults = held
      .filter(({ place }) => !asker.places.has(place))
      .map(({ place, evidence }): Fault => {
        return {
          route: route.name,
          asker: asker.title,
          what: 'foreign bytes',
          evidence: `${place}: ${evidence}`,
        }
      })
    answers.push({ status, seen: held.length - faults.length, faults })
  }
  return answers
}
