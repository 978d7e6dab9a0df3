import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import * as basis from './index.ts'

// One-line examples: `@example expression // value`, perhaps with prose behind a comma and a blank.
const files = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
)
const examples = files.flatMap((file) => {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8')
  return [...text.matchAll(/@example (\S.*) \/\/ (.+)$/gm)].map(
    (match) => [file, match[1]!, match[2]!] as const,
  )
})

describe('the examples in the docstrings are true', () => {
  test('there are examples to run', () => {
    expect(examples.length).toBeGreaterThan(20)
  })

  test.each(examples)('%s: %s', (_, expression, expected) => {
    const answer = valueOf(expression)
    const value = valueOf(expected.replace(/, and .*$/, ''))
    if (typeof value === 'object') expect(answer).toMatchObject(value as object)
    else expect(answer).toBe(value)
  })
})

function valueOf(expression: string): unknown {
  const code = stripTypeScriptTypes(`const value = (${expression})`)
  const run = runInThisContext(`({ ${Object.keys(basis).join(', ')} }) => { ${code}; return value }`)
  return (run as (names: typeof basis) => unknown)(basis)
}
