/** `npm run injection`: the whole corpus through every field, column and file, on databases that are thrown away. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '@xinlu/db'
import { prepareDatabase, startCluster, urlFor } from '@xinlu/db/cluster'
import { openWholeCity } from '../leak/test-city.ts'
import { importTargets } from '../modules.ts'
import { tableLines } from '../terminal/table.ts'
import { terminalText } from '../terminal/terminal-text.ts'
import { corpus, sampled } from './corpus.ts'
import { enterTexts } from './enter-texts.ts'
import { importTexts } from './import-texts.ts'
import { brokenLines } from './log-lines.ts'
import { openImportRig } from './open-import-rig.ts'
import type { Tally } from './tally.ts'

const { values } = parseArgs({
  options: {
    /** So many payloads of each family; all of them without it. */
    each: { type: 'string' },
    /** So many files for each ledger and format; as many as it has columns without it. */
    shifts: { type: 'string' },
  },
})
const payloads = values.each === undefined ? corpus : sampled(Number(values.each))
const shifts = values.shifts === undefined ? Infinity : Number(values.shifts)

const dir = mkdtempSync(join(tmpdir(), 'xinlu-injection-cluster-'))
const cluster = await startCluster({ dir, durable: false })
const lines: string[] = []
const logging = { log: 'info' as const, logTo: { write: (line: string) => void lines.push(line) } }
const started = performance.now()
try {
  const city = await openWholeCity(await migrated('city'), undefined, logging)
  const entered = await enterTexts(city, payloads)
  await city.close()
  print(entered)
  const rig = await openImportRig(await migrated('imports'), payloads.length, logging)
  const imported = await importTexts(rig, payloads, importTargets, shifts)
  await rig.close()
  print(imported)
  const broken = brokenLines(lines, payloads)
  console.log(`日志 ${lines.length} 行，断行或带有内容的 ${broken.length} 行`)
  console.log(`${((performance.now() - started) / 60_000).toFixed(1)} 分钟`)
  process.exitCode = entered.faults.length + imported.faults.length + broken.length > 0 ? 1 : 0
} finally {
  await cluster.stop()
  rmSync(dir, { recursive: true, force: true })
}

async function migrated(name: string): Promise<{ adminUrl: string; appUrl: string }> {
  await prepareDatabase(cluster.adminUrl, name, { app: 'injection-app', backup: 'injection-backup' })
  const adminUrl = urlFor(cluster.adminUrl, name)
  await migrate(adminUrl)
  return {
    adminUrl,
    appUrl: urlFor(cluster.adminUrl, name, { user: 'xinlu_app', password: 'injection-app' }),
  }
}

function print({ part, payloads: tried, fields, requests, refused, kept, shown, faults }: Tally): void {
  for (const { what, where, family, text, evidence } of faults.slice(0, 50))
    console.log(terminalText(`${what}: ${where} [${family}] ${text} ← ${evidence.slice(0, 300)}`))
  const count = (what: string) => faults.filter((fault) => fault.what === what).length
  console.log(
    tableLines(
      ['', '内容', '栏', '请求', '拒绝', '入库', '读回', '5xx', '无说明', '走样', '活公式'],
      [
        [
          part,
          tried,
          fields.size,
          requests,
          refused,
          kept,
          shown,
          count('answered 5xx'),
          count('refused without a sentence'),
          count('not kept as written') + count('shown otherwise') + count('row lost'),
          count('live formula'),
        ],
      ],
    ).join('\n'),
  )
}
