/** `npm start`: the database, the demo city on first use, the screening, the server; Ctrl-C stops all cleanly. */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildDesk } from './desk.ts'
import { readConfig } from './config.ts'
import { openHouse } from './database/open-house.ts'
import { buildServer } from './http/build-server.ts'
import { openLogFile } from './http/log-file.ts'
import { type HourlyTidying, tidyHourly } from './housekeeping/tidy-hourly.ts'
import { openModules } from './open-modules.ts'
import { readyOffice } from './office/ready-office.ts'
import { prepareDemo } from './demo/prepare-demo.ts'
import { printWelcome } from './terminal/welcome.ts'

/** What must end before the house is closed. */
interface Running {
  app: FastifyInstance
  checks: { settled(): Promise<void> }
  tidying: HourlyTidying
}

const started = performance.now()
const config = readConfig()
const house = await openHouse(config)
let running: Running | undefined
let isStopping = false

/** Closes everything in the order in which it depends on each other; the second call waits for nothing new. */
async function stop(code: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  await running?.app.close()
  await running?.checks.settled()
  await running?.tidying.stop()
  await house.close()
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    console.error('\n正在停止……')
    void stop(0)
  })
}

try {
  running = await run()
} catch (error) {
  const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  console.error(isTaken ? `端口${config.port}已被占用。请换一个端口：PORT=8001 npm start` : error)
  await stop(1)
}

async function run(): Promise<Running> {
  const [office, demo] = await Promise.all([
    config.office === 'built' ? readyOffice() : undefined,
    house.isEmbedded ? prepareDemo(house, config.dataDir, { households: 20_000, seed: 20230630 }) : undefined,
  ])
  const { modules, checks } = await openModules(house, config)
  const desk = buildDesk(house, modules)
  const { behindTls, log, logs, metricsToken, outside } = config
  const logTo = logs && openLogFile(logs.dir)
  const app = await buildServer({ desk, modules, behindTls, office, outside, log, logTo, metricsToken })
  await app.listen({ port: config.port, host: config.host })
  await printWelcome({ config, desk, modules, demo, seconds: (performance.now() - started) / 1000 })
  const tidying = tidyHourly(
    { database: house.database, spool: join(config.dataDir, 'spool'), logs },
    (error) => app.log.error({ err: error }, 'tidying failed'),
  )
  return { app, checks, tidying }
}
