/** Routes that open hidden values want password or code entered shortly before; an old session is refused. */
import { aimAt } from '../aim.ts'
import type { RouteUnderTest } from '../inventory.ts'
import type { Fault } from '../judge.ts'
import type { City } from '../open-city.ts'
import { isFor } from '../plan-trials.ts'
import type { Probes } from '../probe.ts'
import { probeOf } from '../probes.ts'
import { send } from '../send.ts'

/** Makes all sessions an hour old for the while, and answers whoever is let in all the same. */
export async function unconfirmedFaults(city: City, probes: Probes, route: RouteUnderTest): Promise<Fault[]> {
  await city.admin.query("update access.session set created_at = created_at - interval '1 hour'")
  try {
    const faults: Fault[] = []
    for (const asker of city.askers.filter((one) => isFor(route, one))) {
      const own = aimAt(asker.home, 1)
      for (const body of probeOf(route, probes)({ aim: own, own })) {
        const { status, text } = await send(city.app, route, asker.cookie, body)
        if (status !== 428)
          faults.push({
            route: route.name,
            asker: asker.title,
            what: 'wrong status',
            evidence: `${status} instead of 428 ${text.slice(0, 200)}`,
          })
      }
    }
    return faults
  } finally {
    await city.admin.query("update access.session set created_at = created_at + interval '1 hour'")
  }
}
