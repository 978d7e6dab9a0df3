#!/usr/bin/env node
/** The command line: `npx xinlu --help`. */
import { buildProgram } from './program.ts'
import { runProgram } from './run-program.ts'

// A reader that has seen enough (`| head`) closes the pipe; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await runProgram(buildProgram(), process.argv.slice(2))
