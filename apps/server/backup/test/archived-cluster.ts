/** An embedded PostgreSQL that archives its log of changes, and the way back from its archive, without other programs. */
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, startCluster } from '@xinlu/db/cluster'

const NOBODY = 65534
const own = (path: string) => {
  if (process.getuid?.() === 0) chownSync(path, NOBODY, NOBODY)
}

/** Starts a cluster in `dir` that copies every finished piece of its log to `archive`, at least every few seconds. */
export function startArchived(dir: string, archive: string, everySeconds: number): Promise<Cluster> {
  mkdirSync(archive, { recursive: true, mode: 0o700 })
  own(archive)
  const copy = `test ! -f ${archive}/%f && cp %p ${archive}/%f.part && mv ${archive}/%f.part ${archive}/%f`
  return startCluster({
    dir,
    settings: { archive_mode: 'on', archive_command: copy, archive_timeout: `${everySeconds}s` },
  })
}

// What a base copy leaves out: PostgreSQL makes it anew, or it belongs to the running server.
const leftOut =
  /\/postgres\/(pg_wal\/.|pg_replslot\/.|pg_dynshmem\/.|pg_notify\/.|pg_serial\/.|pg_snapshots\/.|pg_stat_tmp\/.|pg_subtrans\/.|postmaster\.(pid|opts)$)|\/pgsql_tmp/

/** Copies the files of a running cluster the way the manual tells: begin, copy, end, label. */
export async function copyBase(cluster: Cluster, dir: string, base: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.adminUrl })
  await client.connect()
  await client.query(`select pg_backup_start('drill', true)`)
  mkdirSync(base, { recursive: true })
  cpSync(join(dir, 'postgres'), join(base, 'postgres'), {
    recursive: true,
    preserveTimestamps: true,
    filter: (source) => !leftOut.test(source),
  })
  cpSync(join(dir, 'postgres-password'), join(base, 'postgres-password'))
  const { rows } = await client.query('select labelfile from pg_backup_stop(true)')
  writeFileSync(join(base, 'postgres', 'backup_label'), rows[0].labelfile)
  await client.end()
  ownAll(base)
}

/** Puts a base copy at `dir` and brings it forward from the archive: to a moment, or as far as the archive goes. */
export async function restoreTo(
  base: string,
  archive: string,
  dir: string,
  moment?: string,
): Promise<Cluster> {
  cpSync(base, dir, { recursive: true })
  const target = moment === undefined ? '' : `recovery_target_time = '${moment}'\n`
  appendFileSync(
    join(dir, 'postgres', 'postgresql.auto.conf'),
    `restore_command = 'cp ${archive}/%f %p'\n${target}recovery_target_action = 'promote'\n`,
  )
  writeFileSync(join(dir, 'postgres', 'recovery.signal'), '')
  ownAll(dir)
  const cluster = await startCluster({ dir })
  const client = new pg.Client({ connectionString: cluster.adminUrl })
  await client.connect()
  for (;;) {
    const { rows } = await client.query('select pg_is_in_recovery() as recovering')
    if (!rows[0].recovering) break
    await sleep(20)
  }
  await client.end()
  return cluster
}

/** The machine is gone: the server is killed and its folder with it. */
export async function loseMachine(dir: string): Promise<void> {
  const pid = Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGKILL')
  await sleep(500)
  rmSync(dir, { recursive: true, force: true, maxRetries: 10 })
}

function ownAll(dir: string): void {
  if (process.getuid?.() !== 0) return
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(dir, name), NOBODY, NOBODY)
  chmodSync(join(dir, 'postgres'), 0o700)
}
