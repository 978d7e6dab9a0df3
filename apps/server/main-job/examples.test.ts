import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { dirtyBooks, examplePath, expectedDoubts } from './test/example-files.ts'

const node = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin', 'node')

// When a rule or a ledger was renamed: `npm run examples` writes them anew.
test('the examples are what their script writes, byte for byte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xinlu-examples-'))
  try {
    const made = spawnSync(node, [examplePath('make-examples.ts'), folder], { encoding: 'utf8' })
    expect(made.stderr).toBe('')
    const paths = filesIn(folder)
    expect(paths).toEqual(filesIn(examplePath()).filter((path) => !path.endsWith('.ts')))
    const differing = paths.filter(
      (path) => !readFileSync(join(folder, path)).equals(readFileSync(examplePath(path))),
    )
    expect(differing).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('two hundred errors are labelled, each once, and some fifty doubts', () => {
  const labels = dirtyBooks.flatMap(({ workbook, errors }) =>
    errors.map(({ row, column, reason }) => `${workbook} ${row} ${column} ${reason}`),
  )
  expect(labels).toHaveLength(200)
  expect(new Set(labels).size).toBe(200)
  expect(expectedDoubts).toHaveLength(53)
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}
