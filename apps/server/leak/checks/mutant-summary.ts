/** Says what became of the checks that were taken out. */
import { type Check, checks } from './check-seam.ts'
import type { MutantReport } from './run-mutants.ts'

/** Answers one line a check, those that row security holds as well, the survivors, and the sum. */
export function mutantSummary(report: MutantReport): string {
  const { total, killed, doublyCovered, survivors, byCheck, minutes } = report
  const lines = (Object.keys(checks) as Check[]).flatMap((check) =>
    byCheck[check] === undefined ? [] : [`${String(byCheck[check]).padStart(4)} ${check}: ${checks[check]}`],
  )
  return [
    ...lines,
    `held by row security too: ${doublyCovered.join(', ') || 'none'}`,
    ...survivors.map((name) => `not noticed: ${name}`),
    `checks: ${total} mutants, ${killed} noticed (${doublyCovered.length} of them only with row security away as well), ${minutes.toFixed(1)} minutes`,
  ].join('\n')
}
