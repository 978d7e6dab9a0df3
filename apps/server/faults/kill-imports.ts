/** Node killed in the middle of imports: the register holds all rows or none, and the work can be taken up again. */
import { newId } from '@xinlu/kernel/basis'
import { amount, type FaultLine, seconds } from './fault-line.ts'
import type { FaultRun } from './fault-run.ts'
import { actOnImport, countPayments, sendFile, untilShown, writePayments } from './imports.ts'

interface Killed {
  mark: string
  rows: number
  batch: string
  during: 'check' | 'commit'
  command: string
  afterwards: number
}

/** Kills at ten points, seven while the file is checked and three while it is written; then takes each import up again. */
export async function killImports({ city, isShort }: FaultRun): Promise<FaultLine[]> {
  const items = isShort ? 1 : 4
  const calm = await undisturbed({ city, isShort }, items)
  const points = isShort
    ? [{ during: 'check', part: 0.5 } as const, { during: 'commit', part: 0.5 } as const]
    : Array.from({ length: 10 }, (_, nth) =>
        nth < 7
          ? ({ during: 'check', part: (nth + 0.5) / 7 } as const)
          : ({ during: 'commit', part: (nth - 7 + 0.5) / 3 } as const),
      )
  const killed: Killed[] = []
  for (const [nth, { during, part }] of points.entries()) {
    const mark = `K${nth}x${Date.now()}`
    const { path, rows } = await writePayments(city, mark, items)
    const { body } = await sendFile(city, { path, name: `${mark}.csv` })
    const batch = body['batch'] as string
    const command = newId()
    let confirming: Promise<unknown> = Promise.resolve()
    if (during === 'commit') {
      await untilShown(city, batch, ['previewed'])
      // The sender goes on asking through the death of the server, as a browser does.
      confirming = actOnImport(city, 'commit-import', batch, command)
    }
    await new Promise((then) => setTimeout(then, calm[during] * part))
    await city.server.kill()
    const afterwards = await countPayments(city, mark)
    await city.server.start()
    await confirming
    killed.push({ mark, rows, batch, during, command, afterwards })
  }
  const locks = await city.owner(async (connection) => {
    const { rows } = await connection.query<{ held: number }>(
      `select count(*)::int as held from pg_stat_activity where application_name = 'xinlu' and xact_start < now() - interval '5 s'`,
    )
    return rows[0]!.held
  })
  const halves = killed.filter(({ afterwards, rows }) => afterwards !== 0 && afterwards !== rows).length
  const taken = await takeUp({ city }, killed)
  return [
    {
      what: 'kill -9 of Node in an import',
      how: `${points.length} imports of ${amount(killed[0]!.rows)} rows, each killed at another point (undisturbed: checked in ${seconds(calm.check)}, written in ${seconds(calm.commit)})`,
      expected:
        'rows 0 or all, no lock left, shown as interrupted and not as running, done when taken up again',
      found:
        `${killed.filter(({ afterwards }) => afterwards === 0).length} with 0 rows, ` +
        `${killed.filter(({ afterwards, rows }) => afterwards === rows).length} with all, ${halves} with a part; ` +
        `${locks} old transactions; ${taken.interrupted} shown as interrupted within ${seconds(taken.longest)}; ` +
        `${taken.whole} of ${points.length} whole in the end${taken.odd === undefined ? '' : `; odd: ${taken.odd}`}`,
      ok: halves === 0 && locks === 0 && taken.whole === points.length && taken.odd === undefined,
    },
  ]
}

async function undisturbed(
  { city }: Pick<FaultRun, 'city' | 'isShort'>,
  items: number,
): Promise<Record<Killed['during'], number>> {
  const mark = `C${Date.now()}`
  const { path } = await writePayments(city, mark, items)
  const begun = performance.now()
  const { body } = await sendFile(city, { path, name: `${mark}.csv` })
  const batch = body['batch'] as string
  await untilShown(city, batch, ['previewed'])
  const checked = performance.now()
  await actOnImport(city, 'commit-import', batch)
  return { check: checked - begun, commit: performance.now() - checked }
}

// Nobody may see an interrupted import as running for longer than its process is believed to be alive.
async function takeUp(
  { city }: Pick<FaultRun, 'city'>,
  killed: readonly Killed[],
): Promise<{ interrupted: number; whole: number; longest: number; odd: string | undefined }> {
  const since = performance.now()
  let interrupted = 0
  let whole = 0
  let odd: string | undefined
  for (const { mark, rows, batch } of killed) {
    let shown = await untilShown(city, batch, ['failed', 'previewed', 'committed', 'uploaded'])
    if (shown.state === 'failed' || shown.state === 'uploaded') {
      if (shown.state === 'failed' && shown.problem?.startsWith('处理中断')) interrupted += 1
      const again = await actOnImport(city, 'check-again', batch)
      if (again.status !== 200) odd ??= `check again: ${again.status} ${JSON.stringify(again.body)}`
      // The check begins behind the answer.
      await new Promise((then) => setTimeout(then, 500))
      shown = await untilShown(city, batch, ['previewed', 'failed'])
    }
    if (shown.state === 'previewed') {
      const done = await actOnImport(city, 'commit-import', batch)
      if (done.status !== 200) odd ??= `commit: ${done.status} ${JSON.stringify(done.body)}`
    }
    if ((await countPayments(city, mark)) === rows) whole += 1
  }
  return { interrupted, whole, longest: performance.now() - since, odd }
}
