/** `npm run dev`: the server that restarts on a change, and the office app that follows each keystroke, on port 5173. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createServer } from 'vite'

const here = import.meta.dirname
const server = spawn(process.execPath, ['--watch', join(here, '..', 'start.ts')], {
  stdio: 'inherit',
  env: { ...process.env, XINLU_OFFICE: 'dev' },
})
const office = await createServer({
  configFile: join(here, '..', '..', 'web', 'vite.config.ts'),
  configLoader: 'native',
})
await office.listen()
office.printUrls()
server.once('exit', (code) => void office.close().then(() => process.exit(code ?? 0)))
