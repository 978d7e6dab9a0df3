import { expect, test } from 'vitest'
import { growthTable } from './growth-table.ts'

const line = (name: string, ms: number, rss: number) => ({ name, ms, runs: 1, rss })

test('a line twice as dear by household at ten times the size grows by two, and an absent one stays empty', () => {
  const table = growthTable([
    { households: 10_000, lines: [line('import', 10_000, 250), line('export', 500, 140)] },
    { households: 1000, lines: [line('import', 500, 240), line('export', 100, 140), line('undo', 10, 90)] },
  ]).split('\n')
  expect(table[0]).toBe('| what: time (by household) | 1,000 | 10,000 | growth | memory, MB |')
  expect(table[2]).toBe('| import | 500 ms (500 µs) | 10.0 s (1.00 ms) | 2.00 | 240 → 250 |')
  expect(table[3]).toBe('| export | 100 ms (100 µs) | 500 ms (50 µs) | 0.50 | 140 → 140 |')
  expect(table[4]).toBe('| undo | 10.0 ms (10 µs) |  |  | 90 →  |')
})
