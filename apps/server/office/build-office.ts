/** Builds the office app; `npm run build`, and the first start, run it. Nothing of it needs a network. */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { BUILT, officeState, STAMP, stampOfSources } from './office-stamp.ts'

const started = performance.now()
// A test runner says `test` here, and libraries then answer made-up ids: there is one app, the one that is served.
process.env['NODE_ENV'] = 'production'
// Taken before: what changes while it is built makes the next start build again.
const stamp = stampOfSources()
// Beside the one that may be served at this moment, or be built by another process at the same time.
const beside = `${BUILT}-${process.pid}`
try {
  await build({
    configFile: join(BUILT, '..', 'vite.config.ts'),
    configLoader: 'native',
    logLevel: 'warn',
    build: { outDir: beside },
  })
  writeFileSync(join(beside, STAMP), stamp)
  if (officeState() !== 'fresh') {
    rmSync(BUILT, { recursive: true, force: true })
    renameSync(beside, BUILT)
  }
} finally {
  rmSync(beside, { recursive: true, force: true })
}
console.error(`办公界面已生成（${((performance.now() - started) / 1000).toFixed(1)}秒）。`)
