/** Says in one line what a run tried and found. */
import type { LeakReport } from './run-leaks.ts'

/** Answers `routes, actors, triples, requests, leaks, minutes`. */
export function leakSummary({
  routes,
  askers,
  triples,
  requests,
  faults,
  seen,
  minutes,
}: LeakReport): string {
  return `leak: ${routes} routes, ${askers} actors, ${triples} triples, ${requests} requests, ${faults.length} leaks, ${seen} own rows seen, ${minutes.toFixed(1)} minutes`
}
