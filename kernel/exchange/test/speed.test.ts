import { test } from 'vitest'
import { Session } from 'node:inspector/promises'
import { writeFileSync, readFileSync } from 'node:fs'
import { withScope } from '../../access/server/index.ts'
import { checkBatch } from '../server/import/check-batch.ts'
import { commitBatch } from '../server/import/commit-batch.ts'
import { receiveFile } from '../server/import/receive-file.ts'
import { lockBatch } from '../server/import/store.ts'
import { loanHeader, loanLine, loanTarget, openLibrary } from './library.ts'

test('speed', async () => {
  const library = await openLibrary(100_000)
  await library.db.admin('analyze library.reader')
  const pgCpu = async () => { const { rows } = await library.db.admin(`select pid from pg_stat_activity where datname = current_database() and usename = 'xinlu_app'`); return rows.reduce((sum, { pid }) => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return sum + (Number(f[11]) + Number(f[12])) * 10 }, 0) }
  const clerk = library.as('county')
  for (const round of [1, 2, 3]) {
    const lines = library.readers.map((reader) => loanLine(reader, { phone: process.env.PHONE ? '13803501234' : '', book: 'B1', fee: round === 3 ? '30' : '20' }))
    const path = await library.file(`f${round}.csv`, [loanHeader, ...lines, ''.padEnd(round, '\n')].join('\n'))
    const t0 = performance.now()
    const { batch } = await receiveFile(library.database, clerk, loanTarget, { path, name: 'f.csv', period: '2023-02', purpose: 'x' })
    const session = new Session(); session.connect(); if (round === 1) { await session.post('Profiler.enable'); await session.post('Profiler.start') }
    const c0 = process.cpuUsage()
    let resolved = 0; let pr = 0; const p0 = await pgCpu()
    const timed = { ...loanTarget, resolve: async (tx: never, b: never, r: never) => { const s = await pgCpu(); await loanTarget.resolve(tx, b, r); resolved = (await pgCpu()) - s } }
    let peak = 0
    const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50)
    const done = await checkBatch({ database: library.database, keys: library.keys, now: new Date('2023-06-01') }, clerk, timed as never, batch, { path })
    const t1 = performance.now(); const p1 = await pgCpu()
    if (round === 1) writeFileSync('/tmp/p.cpuprofile', JSON.stringify((await session.post('Profiler.stop')).profile))
    await withScope(library.database, clerk, async (tx) => commitBatch(tx, loanTarget, (await lockBatch(tx, batch.id))!))
    const t2 = performance.now(); const p2 = await pgCpu(); pr = p2 - p0
    clearInterval(timer)
    const cpu = process.cpuUsage(c0)
    console.log(JSON.stringify({ round, counts: done.counts, wall: Math.round(t2 - t0), pgResolveMs: resolved, pgCommitMs: p2 - p1, pgMs: pr, rowsPerSecond: Math.round(100_000 / ((t2 - t0) / 1000)), cpuMs: Math.round((cpu.user + cpu.system) / 1000), peakMb: Math.round(peak / 1e6) }))
  }
  await library.close()
}, 300_000)
