/** `npm run audit:packages`: asks the registry for known holes in the packages we use; each is mended or explained. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Advice, judged } from './judge-advice.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const run = spawnSync('npm', ['audit', '--json'], { cwd: ROOT, encoding: 'utf8', timeout: 120_000 })
const report = parsed(run.stdout) as { vulnerabilities?: Record<string, Advice> } | undefined
const explained = JSON.parse(readFileSync(join(import.meta.dirname, 'explained-advice.json'), 'utf8'))

// A machine without a way to the registry has not found a hole; whoever releases runs this where there is one.
if (report?.vulnerabilities === undefined) {
  console.log('audit:packages: the registry gave no answer; nothing was looked at')
} else {
  const { open, old } = judged(report.vulnerabilities, explained, new Date().toISOString().slice(0, 10))
  for (const line of open) console.log(`open  ${line}`)
  for (const line of old) console.log(`old   ${line}`)
  console.log(`audit:packages: ${open.length} open, ${old.length} explanations to be looked at again`)
  process.exitCode = open.length + old.length > 0 ? 1 : 0
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
