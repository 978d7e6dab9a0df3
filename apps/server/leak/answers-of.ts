/** Everything that one asker can read, as it is at this moment. */
import { aimAt } from './aim.ts'
import type { Asker } from './city/actors.ts'
import { ROWS } from './city/fill-city.ts'
import { everNew } from './exceptions.ts'
import { inParallel } from './in-parallel.ts'
import type { City } from './open-city.ts'
import { isReading } from './plan-trials.ts'
import type { Probes } from './probe.ts'
import { probeOf } from './probes.ts'
import { send } from './send.ts'

const HANDS = 6

/** Answers `route and body → status, head and body` of every ask and download aimed at the asker's own rows. */
export async function answersOf(city: City, asker: Asker, probes: Probes): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  const routes = city.routes.filter((route) => isReading(route) && !Object.hasOwn(everNew, route.name))
  await inParallel(routes, HANDS, async (route) => {
    for (let n = 1; n <= ROWS; n += 1) {
      const own = aimAt(asker.home, n)
      for (const body of probeOf(route, probes)({ aim: own, own })) {
        const { status, text } = await send(city.app, route, asker.cookie, body)
        answers[`${route.name} ${JSON.stringify(body)}`] = `${status}\n${text}`
      }
    }
  })
  return answers
}
