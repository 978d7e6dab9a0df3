/** The lines as a table that a page can take over as it is. */
import { markdownTable } from '../terminal/markdown-table.ts'
import type { BenchLine } from './measure.ts'

/** Answers the table; the ratio is the time of a line divided by that of the line it stands beside. */
export function benchTable(lines: readonly BenchLine[]): string {
  const times = new Map(lines.map(({ name, ms }) => [name, ms]))
  const rows = lines.map(({ name, ms, rows: handled, rss, beside, note }) => {
    const other = beside === undefined ? undefined : times.get(beside)
    return [
      name,
      timeText(ms),
      handled === undefined ? '' : Math.round(handled / (ms / 1000)).toLocaleString('en'),
      `${Math.round(rss)} MB`,
      other === undefined ? '' : `${ratioText(ms / other)} × ${beside}`,
      note ?? '',
    ]
  })
  return markdownTable(
    ['what', 'time', 'rows/s', 'memory', 'beside', 'note'],
    ['left', 'right', 'right', 'right', 'left', 'left'],
    rows,
  )
}

/** Answers a time as a page shows it: seconds from ten seconds on. */
export function timeText(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`
  return ms >= 100 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`
}

function ratioText(ratio: number): string {
  return ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)
}
