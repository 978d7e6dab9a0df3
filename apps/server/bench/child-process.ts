/** The measured process: opens the house on a database that runs already, does one task, tells, and ends. */
import type { Actor } from '@xinlu/kernel/access'
import { SYSTEM, withScope } from '@xinlu/kernel/access/server'
import { exportLedger } from '@xinlu/kernel/exchange/server'
import { type House, openHouse } from '../database/open-house.ts'
import { buildDesk } from '../desk.ts'
import { makeCity } from '../demo/make-city.ts'
import { importTargets } from '../modules.ts'
import { openModules } from '../open-modules.ts'
import { importFile, undoImport } from '../work/import-file.ts'
import { CITY } from '../work/screen-city.ts'
import { watchBackends } from './backend-memory.ts'
import type { ChildAnswer, ChildTask } from './child-task.ts'
import { PAYMENTS, writePayments } from './payment-rows.ts'

const operator: Actor = {
  account: SYSTEM.account,
  name: '测速',
  post: '',
  role: 'city',
  unit: '财政局',
  division: CITY,
  scope: SYSTEM.scope,
  extra: [],
}

process.once('message', (asked: { task: ChildTask; dataDir: string; adminUrl: string }) => {
  void answer(asked).then(
    (told) => process.send!(told, () => process.exit(0)),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function answer({
  task,
  dataDir,
  adminUrl,
}: {
  task: ChildTask
  dataDir: string
  adminUrl: string
}): Promise<ChildAnswer> {
  const config = { dataDir, databaseUrl: adminUrl }
  const house = await openHouse(config)
  const memory = watchBackends(house)
  try {
    const { modules } = await openModules(house, config)
    const desk = buildDesk(house, modules)
    const started = performance.now()
    const done = await perform(task, house, desk)
    const ms = performance.now() - started
    return { ms, ...done, rss: process.resourceUsage().maxRSS / 1000, databaseRss: memory.peak() }
  } finally {
    memory.stop()
    await house.close()
  }
}

async function perform(
  task: ChildTask,
  house: House,
  desk: ReturnType<typeof buildDesk>,
): Promise<Pick<ChildAnswer, 'rows' | 'city' | 'batch'>> {
  switch (task.kind) {
    case 'makeCity': {
      const city = await makeCity(house, { households: task.households, seed: 20230630, today: task.today })
      return { rows: city.people + city.households + city.departmentRows, city }
    }
    case 'writeRows':
      return { rows: await writePayments(house, task) }
    case 'import': {
      const wish = { path: task.path, period: task.period, purpose: '测速' }
      const { batch } = await importFile(desk, operator, ledgerNamed(PAYMENTS), wish)
      if (batch.state !== 'committed' || batch.counts?.new !== batch.rows)
        throw new Error(`the import went wrong: ${batch.state} ${JSON.stringify(batch.counts)}`)
      return { rows: batch.rows, batch: batch.id }
    }
    case 'undo': {
      await undoImport(desk, operator, importTargets, task.batch)
      const { rows } = await withScope(house.database, SYSTEM, (tx) =>
        tx.selectFrom('exchange.batch').select('rows').where('id', '=', task.batch).executeTakeFirstOrThrow(),
      )
      return { rows }
    }
    case 'export': {
      const asked = { format: 'xlsx', purpose: '测速' } as const
      return { rows: await exportLedger(house, operator, ledgerNamed(task.ledger), asked, task.path) }
    }
    default:
      return task satisfies never
  }
}

function ledgerNamed(name: string) {
  return importTargets.find(({ ledger }) => ledger.name === name)!
}
