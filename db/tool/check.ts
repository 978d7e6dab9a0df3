/** Everything that must hold before a commit, one line each; the first failure prints in full and the rest still run. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')
const bin = (name: string) => join(ROOT, 'node_modules', '.bin', name)

const checks: [label: string, command: string, args: string[]][] = [
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['lint', bin('oxlint'), []],
  ['types: pure', bin('tsc'), ['-p', 'tsconfig.pure.json']],
  ['types: server', bin('tsc'), ['-p', 'tsconfig.server.json']],
  ['types: web', bin('tsc'), ['-p', 'tsconfig.web.json']],
  [
    'dependency rules',
    bin('depcruise'),
    ['kernel', 'modules', 'apps', 'db', 'ui', '--config', '.dependency-cruiser.cjs'],
  ],
  ['dead code', bin('knip'), []],
  ['generated files', process.execPath, [join(ROOT, 'db', 'tool', 'refresh.ts'), '--check']],
]

let failed = 0
for (const [label, command, args] of checks) {
  const started = performance.now()
  const run = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (run.status === 0) console.log(`ok    ${label} (${seconds} s)`)
  else {
    failed += 1
    console.log(`FAIL  ${label} (${seconds} s)\n${run.stdout}${run.stderr}`)
  }
}
console.log(failed === 0 ? 'check: all good' : `check: ${failed} of ${checks.length} failed`)
process.exitCode = failed === 0 ? 0 : 1
