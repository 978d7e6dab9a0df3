/** Runs the command line inside the test's own process: the same program and exit codes, without the start of Node. */
import { vi } from 'vitest'
import { buildProgram } from '../program.ts'
import { runProgram } from '../run-program.ts'
import type { Ran } from './run-xinlu.ts'

/** Runs to the end and answers what was said; `env` holds for the run alone. */
export async function runHere(words: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const said = { out: '', err: '' }
  const write = (to: 'out' | 'err') => (text: unknown) => ((said[to] += `${String(text).trimEnd()}\n`), true)
  vi.spyOn(console, 'log').mockImplementation(write('out'))
  vi.spyOn(console, 'error').mockImplementation(write('err'))
  vi.spyOn(process.stdout, 'write').mockImplementation(write('out'))
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  try {
    return { code: await runProgram(buildProgram(), words), ...said }
  } finally {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  }
}
