/** What is sent to each route: every route of every module has to be here, and nothing else. */
import type { RouteUnderTest } from './inventory.ts'
import type { Probe, Probes } from './probe.ts'
import { administrationProbes } from './probes/administration.ts'
import { departmentProbes } from './probes/departments.ts'
import { exchangeProbes } from './probes/exchange.ts'
import { householdProbes } from './probes/households.ts'
import { monitoringProbes } from './probes/monitoring.ts'

/** All probes, by the names of their routes. */
export const probes: Probes = {
  ...administrationProbes,
  ...departmentProbes,
  ...exchangeProbes,
  ...householdProbes,
  ...monitoringProbes,
}

/** Answers the routes that nobody wrote a probe for, and the probes whose route is gone. */
export function unmatched(
  routes: readonly RouteUnderTest[],
  among: Probes,
): { routes: string[]; probes: string[] } {
  const names = new Set(routes.map(({ name }) => name))
  return {
    routes: [...names].filter((name) => !Object.hasOwn(among, name)),
    probes: Object.keys(among).filter((name) => !names.has(name)),
  }
}

/** Answers the probe of a route; a route without one is an error. */
export function probeOf(route: RouteUnderTest, among: Probes): Probe {
  const probe = among[route.name]
  if (!probe) throw new Error(`route ${route.name} has no probe: add one to apps/server/leak/probes`)
  return probe
}
