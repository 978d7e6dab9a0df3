/** What one piece of work costs the machine: processor seconds of the database and of this process, WAL, bytes by table. */
import { readFileSync, readdirSync } from 'node:fs'
import type { OwnerConnection } from '../database/with-owner.ts'

/** What a piece of work took; seconds are those of all processors together, the database's and this process's. */
export interface Cost {
  name: string
  databaseSeconds: number
  nodeSeconds: number
  walBytes: number
}

/** One table: its rows, the bytes of its rows (TOAST and maps included), those of its indexes. */
export interface TableSize {
  name: string
  rows: number
  heap: number
  indexes: number
}

/** Runs the work and answers its cost; the database must be on this machine, and nobody else at work in it. */
export async function costOf(
  owner: OwnerConnection,
  name: string,
  work: () => Promise<unknown>,
): Promise<Cost> {
  const before = await reading(owner)
  await work()
  const after = await reading(owner)
  return {
    name,
    databaseSeconds: after.database - before.database,
    nodeSeconds: after.node - before.node,
    walBytes: after.wal - before.wal,
  }
}

/** Answers the sizes of all tables that hold a row, largest first. */
export async function tableSizes(owner: OwnerConnection): Promise<TableSize[]> {
  const { rows } = await owner.query<TableSize>(`
    select n.nspname || '.' || c.relname as name, greatest(c.reltuples, 0)::float8 as rows,
      pg_table_size(c.oid)::float8 as heap, pg_indexes_size(c.oid)::float8 as indexes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$)' and c.reltuples > 0
    order by pg_total_relation_size(c.oid) desc`)
  return rows
}

async function reading(owner: OwnerConnection) {
  // What backends hold back is written out first, so that it is counted with the work that made it.
  await owner.query('checkpoint')
  const { rows } = await owner.query<{ wal: number; directory: string }>(
    `select (pg_current_wal_lsn() - '0/0')::float8 as wal, current_setting('data_directory') as directory`,
  )
  const { wal, directory } = rows[0]!
  const postmaster = Number(readFileSync(`${directory}/postmaster.pid`, 'utf8').split('\n')[0])
  const { user, system } = process.cpuUsage()
  return { wal, node: (user + system) / 1e6, database: secondsOf(postmaster) }
}

// A process counts the time of the children it has buried; those that live are counted by themselves.
function secondsOf(postmaster: number): number {
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = statOf(pid)
    if (!fields || (Number(pid) !== postmaster && Number(fields[1]) !== postmaster)) continue
    // utime, stime, and of the buried children cutime, cstime.
    ticks += fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  }
  return ticks / TICKS_A_SECOND
}

const TICKS_A_SECOND = 100

// The fields after the name of the program, which may hold spaces.
function statOf(pid: string): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
