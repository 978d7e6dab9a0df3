/** The server as `npm start` runs it, in a process of its own beside the bench, on the bench's database. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '@xinlu/db/cluster'
import type { BenchCity } from './bench-city.ts'

/** A running server. */
export interface BenchServer {
  origin: string
  /** Answers the memory that the server holds, in MB. */
  memory(): Promise<number>
  stop(): Promise<void>
}

const START = join(import.meta.dirname, '..', 'start.ts')
const PATIENCE_MS = 30_000

/** Starts the server and answers when it is ready to serve. */
export async function startServer({ house, folder }: BenchCity): Promise<BenchServer> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [START], {
    env: { ...process.env, DATABASE_URL: house.adminUrl, XINLU_DATA_DIR: folder, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGINT')
    await ended
  }
  const until = performance.now() + PATIENCE_MS
  while (!(await isHealthy(origin))) {
    if (child.exitCode !== null || performance.now() > until) {
      await stop()
      throw new Error('the server did not start')
    }
    await wait(100)
  }
  return { origin, memory: () => memoryOf(origin), stop }
}

function isHealthy(origin: string): Promise<boolean> {
  return fetch(`${origin}/health`).then(
    (answer) => answer.ok,
    () => false,
  )
}

async function memoryOf(origin: string): Promise<number> {
  const figures = await (await fetch(`${origin}/metrics`)).text()
  return Number(/^xinlu_resident_memory_bytes (\S+)/m.exec(figures)![1]) / 1e6
}
