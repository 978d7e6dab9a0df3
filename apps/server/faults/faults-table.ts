/** The lines of all faults as a table that a page can take over as it is. */
import { markdownTable } from '../terminal/markdown-table.ts'
import type { FaultLine } from './fault-line.ts'

/** Answers the table. */
export function faultsTable(lines: readonly FaultLine[]): string {
  return markdownTable(
    ['fault', 'how', 'expected', 'found', 'held'],
    ['left', 'left', 'left', 'left', 'left'],
    lines.map(({ what, how, expected, found, ok }) => [what, how, expected, found, verdictOf(ok)]),
  )
}

function verdictOf(ok: boolean | undefined): string {
  if (ok === undefined) return 'not run'
  return ok ? 'yes' : '**NO**'
}
