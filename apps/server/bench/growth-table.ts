/** How each line grows with the city: the same line at every size, side by side. */
import { timeText } from './bench-table.ts'
import type { BenchLine } from './measure.ts'

/** The lines measured on a city of one size. */
export interface SizedLines {
  households: number
  lines: readonly BenchLine[]
}

/**
 * Answers the table: the time and the time by household at each size, and how much a household costs at the largest
 * size for one at the smallest; 1 is linear, less is better. Lines that do not grow with the city are far below 1.
 */
export function growthTable(sizes: readonly SizedLines[]): string {
  const sorted = sizes.toSorted((one, other) => one.households - other.households)
  const names = sorted[0]!.lines.map(({ name }) => name)
  const rows = names.map((name) => {
    const found = sorted.map(({ households, lines }) => ({
      households,
      line: lines.find((line) => line.name === name),
    }))
    const each = found.map(({ households, line }) => line && (line.ms * 1000) / households)
    const [first, last] = [each[0], each.at(-1)]
    return [
      name,
      ...found.map(({ line }, at) =>
        line === undefined ? '' : `${timeText(line.ms)} (${eachText(each[at]!)})`,
      ),
      first === undefined || last === undefined ? '' : (last / first).toFixed(2),
      found.map(({ line }) => (line === undefined ? '' : Math.round(line.rss))).join(' → '),
    ]
  })
  const titles = sorted.map(({ households }) => households.toLocaleString('en'))
  return [
    `| what: time (by household) | ${titles.join(' | ')} | growth | memory, MB |`,
    `|---|${titles.map(() => '---:|').join('')}---:|---:|`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n')
}

function eachText(microseconds: number): string {
  if (microseconds >= 1000) return `${(microseconds / 1000).toFixed(2)} ms`
  return microseconds >= 10 ? `${Math.round(microseconds)} µs` : `${microseconds.toFixed(2)} µs`
}
