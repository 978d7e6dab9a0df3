/** The real server as a process of its own, started with `start.ts` as an operator would, and ended as no operator would. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from '@xinlu/db/cluster'

/** How to start it. */
export interface ServerWish {
  dataDir: string
  /** A file that Node loads before everything else, and what it reads from its environment. */
  preload?: { file: string; env: Record<string, string> }
  /** Another database than the embedded one. */
  databaseUrl?: string
}

/** The server at one address, through all its deaths. */
export interface ServerProcess {
  origin: string
  /** The process of the moment. */
  pid(): number
  /** Whether it runs. */
  isUp(): boolean
  /** Starts it and answers when it can work; throws what it said when it cannot. */
  start(): Promise<void>
  /** Ends it at once, without a word. */
  kill(): Promise<void>
  /** Ends it in good order; the embedded database goes with it. */
  stop(): Promise<void>
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  /** Waits until it answers that it can work; throws after `mostMs`. */
  untilHealthy(mostMs?: number): Promise<void>
}

const START = join(import.meta.dirname, '..', 'start.ts')
const KEPT_TEXT = 4000

/** Makes ready a server on a free port; `start` begins it. */
export async function serverProcess({ dataDir, preload, databaseUrl }: ServerWish): Promise<ServerProcess> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let said = ''
  let ended: Promise<void> = Promise.resolve()
  const isUp = () => child !== undefined && child.exitCode === null && child.signalCode === null
  const begin = () => {
    const { DATABASE_URL: _url, XINLU_KEK: _kek, ...env } = process.env
    const early = preload === undefined ? [] : ['--import', preload.file]
    const outside = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }
    child = spawn(process.execPath, [...early, START], {
      env: {
        ...{ ...env, ...outside, ...preload?.env },
        ...{ XINLU_DATA_DIR: dataDir, PORT: String(port), XINLU_HOST: '127.0.0.1' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    said = ''
    const hear = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-KEPT_TEXT))
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    ended = new Promise((resolve) => child!.once('exit', () => resolve()))
  }
  const end = async (signal: NodeJS.Signals) => {
    child?.kill(signal)
    await ended
  }
  const untilHealthy = async (mostMs = 60_000) => {
    const since = performance.now()
    while (!(await isHealthy(origin))) {
      if (!isUp()) throw new Error(`the server ended: ${said}`)
      if (performance.now() - since > mostMs) throw new Error(`the server does not answer: ${said}`)
      await new Promise((then) => setTimeout(then, 50))
    }
  }
  return {
    origin,
    pid: () => child?.pid ?? 0,
    isUp,
    start: async () => {
      begin()
      await untilHealthy()
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGINT'),
    signal: (name) => void child?.kill(name),
    untilHealthy,
  }
}

async function isHealthy(origin: string): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(5000) })
    await answer.arrayBuffer()
    return answer.status === 200
  } catch {
    return false
  }
}
