/** `npm start`: the database, the demo city on first use, the screening, the server; Ctrl-C stops all cleanly. */
import { buildDesk } from './desk.ts'
import { readConfig } from './config.ts'
import { openHouse } from './database/open-house.ts'
import { buildServer } from './http/build-server.ts'
import { serverModules } from './modules.ts'
import { prepareDemo } from './demo/prepare-demo.ts'
import { printWelcome } from './terminal/welcome.ts'

const started = performance.now()
const config = readConfig()
const house = await openHouse(config)
const demo = house.isEmbedded ? await prepareDemo(house, config.dataDir, { households: 20_000, seed: 20230630 }) : undefined
const modules = serverModules(house)
const app = await buildServer({
  desk: buildDesk(house, modules),
  modules,
  behindTls: config.behindTls,
  log: true,
})
try {
  await app.listen({ port: config.port, host: config.host })
} catch (error) {
  await house.close()
  const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  console.error(isTaken ? `端口 ${config.port} 已被占用。请换一个端口：PORT=8001 npm start` : error)
  process.exit(1)
}
await printWelcome(house, { config, demo, seconds: (performance.now() - started) / 1000 })

let isStopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isStopping) return
    isStopping = true
    console.log('\n正在停止…')
    void app
      .close()
      .then(() => house.close())
      .then(() => process.exit(0))
  })
}
