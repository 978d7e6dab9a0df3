/** A PostgreSQL of the system, not the embedded one, for the drills that need its tools. */
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, globSync } from 'node:fs'
import { freePort } from '@xinlu/db/cluster'
import pg from 'pg'

/** The folder of the newest PostgreSQL that Debian's packages installed; nothing on a machine without one. */
export const outsideBin = globSync('/usr/lib/postgresql/*/bin').sort().at(-1)

const isRoot = process.getuid?.() === 0
const NOBODY = 65534

/** A running server. */
export interface OutsidePostgres {
  url: string
  stop(): Promise<void>
}

/** Runs one of its programs to the end as whoever owns the data; throws what it says when it fails. */
export function runTool(program: string, ...args: string[]): void {
  const done = spawnSync(`${outsideBin}/${program}`, args, {
    encoding: 'utf8',
    cwd: '/',
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  })
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr || done.error?.message}`)
}

/** Makes an empty cluster that keeps every piece of its log in `archive`. */
export function makeOutside(data: string, archive: string): void {
  runTool('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync')
  const copy = `test ! -f ${archive}/%f && cp %p ${archive}/%f.part && mv ${archive}/%f.part ${archive}/%f`
  appendFileSync(
    `${data}/postgresql.auto.conf`,
    `wal_level = replica\narchive_mode = on\narchive_command = '${copy}'\nunix_socket_directories = ''\n`,
  )
}

/** Starts a cluster and waits until it can be written to. */
export async function startOutside(data: string): Promise<OutsidePostgres> {
  chmodSync(data, 0o700)
  const port = await freePort()
  const child = spawn(`${outsideBin}/postgres`, ['-D', data, '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  while (!(await isOpen(url))) {
    if (child.exitCode !== null) throw new Error(`postgres: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    stop: async () => {
      child.kill('SIGINT')
      await ended
    },
  }
}

async function isOpen(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const { rows } = await client.query('select pg_is_in_recovery() as recovering')
    return !rows[0].recovering
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
