/** Builds the office app; `npm run build`, and the first start, run it. Nothing of it needs a network. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { stampFile, stampOfSources } from './office-stamp.ts'

const started = performance.now()
// Taken before: what changes while it is built makes the next start build again.
const stamp = stampOfSources()
await build({
  configFile: join(import.meta.dirname, '..', '..', 'web', 'vite.config.ts'),
  configLoader: 'native',
  logLevel: 'warn',
})
writeFileSync(stampFile, stamp)
console.error(`办公界面已生成（${((performance.now() - started) / 1000).toFixed(1)}秒）。`)
