/** Runs work in one transaction that sees only the actor's places. */
import type pg from 'pg'
import type { Actor } from '../actor.ts'
import { Crowded, type Database, type Tx, builderOn } from './database.ts'

/** What a transaction is limited to: a half-open range of division codes, a short list beside it, an account. */
export interface ScopeOfWork {
  scope: { lo: number; hi: number }
  extra: readonly number[]
  account: string
}

/** The system itself at work (sign-in, migrations of data, nightly runs): every place, no person. */
export const SYSTEM: ScopeOfWork = {
  scope: { lo: 0, hi: 1_000_000_000_000 },
  extra: [],
  account: '00000000-0000-0000-0000-000000000000',
}

/** More than the ordinary limits, for work that is known to be long. */
export interface LongWork {
  statementMs?: number
  workMem?: string
}

/**
 * Begins a transaction, narrows it to the actor's places, runs `fn`, and commits; any error rolls all back.
 * This is the only way to the database. A connection that cannot be rolled back is destroyed. While too many wait for
 * one, it throws `Crowded` at once; work that is known to be long waits its turn, because nobody would send it again.
 */
export async function withScope<T>(
  database: Database,
  actor: Actor | ScopeOfWork,
  fn: (tx: Tx) => Promise<T>,
  long?: LongWork,
): Promise<T> {
  if (long === undefined && database.pool.waitingCount >= database.mostWaiting) throw new Crowded()
  const client = await database.pool.connect()
  // A connection that breaks while it is lent out tells so by an event; unheard, it would end the process.
  client.on('error', unheard)
  let broken: Error | undefined
  try {
    await client.query(opening(actor, long))
    const result = await fn(builderOn(client))
    await client.query('commit')
    return result
  } catch (error) {
    broken = await rollback(client)
    throw error
  } finally {
    client.off('error', unheard)
    client.release(broken)
  }
}

// The query under way, or the next one, fails with the same cause.
function unheard(): void {}

async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

// SET LOCAL and not set_config: only the first travels to the workers of a distributed database.
// The values are checked here because SET takes no bound parameters.
function opening({ scope, extra, account }: ScopeOfWork, long?: LongWork): string {
  const lo = digits(scope.lo)
  const hi = digits(scope.hi)
  const list = extra.map(digits).join(',')
  if (!/^[0-9a-f-]{36}$/.test(account)) throw new Error('scope: the account is not an id')
  const limits = [
    long?.statementMs === undefined ? '' : `set local statement_timeout = ${digits(long.statementMs)};`,
    long?.workMem === undefined ? '' : `set local work_mem = '${memory(long.workMem)}';`,
  ].join(' ')
  return `begin; set local app.lo = '${lo}'; set local app.hi = '${hi}'; set local app.extra = '${list}'; set local app.uid = '${account}'; ${limits}`
}

function digits(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`scope: not a whole number: ${value}`)
  return String(value)
}

function memory(text: string): string {
  if (!/^\d{1,5}(kB|MB|GB)$/.test(text)) throw new Error(`scope: not an amount of memory: ${text}`)
  return text
}
