/** Says in one line what a run tried and found. */
import type { LeakReport } from './run-leaks.ts'

/** Answers `routes, actors, triples, leaks, minutes`. */
export function leakSummary({ routes, askers, triples, faults, seen, minutes }: LeakReport): string {
  return `leak: ${routes} routes, ${askers} actors, ${triples} triples, ${faults.length} leaks, ${seen} own rows seen, ${minutes.toFixed(1)} minutes`
}
