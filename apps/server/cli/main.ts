#!/usr/bin/env node
/** The command line: `npx xinlu --help`. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Without the cache every start strips and compiles some four hundred files again, which takes longer than most work.
enableCompileCache(join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'xinlu'))

// A reader that has seen enough (`| head`) closes the pipe; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
const { buildProgram } = await import('./program.ts')
const { runProgram } = await import('./run-program.ts')
process.exitCode = await runProgram(buildProgram(), process.argv.slice(2))
