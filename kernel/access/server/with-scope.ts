/** Runs work in one transaction that sees only the actor's places. */
import type pg from 'pg'
import type { Actor } from '../actor.ts'
import { Crowded, type Database, type Send, type Tx, builderOn, setPipeline } from './database.ts'
import { widthOf } from './statement-names.ts'

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
export function withScope<T>(
  database: Database,
  actor: Actor | ScopeOfWork,
  fn: (tx: Tx) => Promise<T>,
  long?: LongWork,
): Promise<T> {
  return onConnection(database, long === undefined, async (client) => {
    const send = sender(database, client, actor, long)
    let ended: Promise<unknown> | undefined
    await client.query(opening(actor, long))
    const tx = builderOn(client, (text, values) => {
      const isEnd = isLast(tx)
      const answer = send(text, values)
      if (isEnd) {
        ended = commit(client)
        // Awaited below, unless a statement before it failed, which tells the cause.
        ended.catch(unheard)
      }
      return answer
    })
    const result = await fn(tx)
    await (ended ?? commit(client))
    return result
  })
}

/**
 * Like `withScope`, for work that only reads; writing in it is refused. The first statement does not wait for the
 * transaction to begin: had it not begun, the statement would see no place at all, and the error is thrown in the end.
 */
export function withView<T>(
  database: Database,
  actor: Actor | ScopeOfWork,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  return onConnection(database, true, async (client) => {
    const begun = client.query(opening(actor, undefined, 'read only'))
    const [result] = await Promise.all([fn(builderOn(client, sender(database, client, actor))), begun])
    await commit(client)
    return result
  })
}

/** Like `withView`, for a single statement: it travels with the beginning and the end of its transaction. */
export function withGlance<T>(
  database: Database,
  actor: Actor | ScopeOfWork,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  return onConnection(database, true, async (client) => {
    const send = sender(database, client, actor)
    let ended: Promise<unknown> | undefined
    const once: Send = (text, values) => {
      if (ended) throw new Error('withGlance: a second statement')
      const answer = send(text, values)
      ended = commit(client)
      // Awaited below; until then it may fail together with its statement, which tells the cause.
      ended.catch(unheard)
      return answer
    }
    const begun = client.query(opening(actor, undefined, 'read only'))
    const [result] = await Promise.all([fn(builderOn(client, once)), begun])
    await (ended ?? commit(client))
    return result
  })
}

const toCome = new WeakMap<Tx, number>()

/**
 * Says that so many more statements end the transaction: the commit follows the last of them at once, so that what they
 * lock is held no longer than it must. After them nothing more may be sent.
 */
export function endAfter(tx: Tx, statements: number): void {
  toCome.set(tx, statements)
}

function isLast(tx: Tx): boolean {
  const left = toCome.get(tx)
  if (left === undefined) return false
  if (left < 1) throw new Error('endAfter: a statement after the last')
  toCome.set(tx, left - 1)
  return left === 1
}

async function onConnection<T>(
  { pool, mostWaiting }: Database,
  isShort: boolean,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  if (isShort && pool.waitingCount >= mostWaiting) throw new Crowded()
  const client = await pool.connect()
  // A connection that breaks while it is lent out tells so by an event; unheard, it would end the process.
  client.on('error', unheard)
  setPipeline(client, true)
  let broken: Error | undefined
  try {
    return await work(client)
  } catch (error) {
    broken = await rollback(client)
    throw error
  } finally {
    client.off('error', unheard)
    client.release(broken)
  }
}

// Work that is known to be long plans its few statements anew, each for its own rows.
function sender({ names }: Database, client: pg.PoolClient, scope: ScopeOfWork, long?: LongWork): Send {
  const width = widthOf(scope)
  return async (text, values) => {
    const name = long ? undefined : names.nameOf(text, width)
    try {
      return await client.query({ name, text, values: values as unknown[] })
    } catch (error) {
      // A migration changed what the statement answers; under new names everything is parsed anew.
      if ((error as { routine?: string }).routine === 'RevalidateCachedQuery') names.forget()
      throw error
    }
  }
}

// The database answers a commit of a failed transaction with ROLLBACK and no error.
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('the transaction could not be committed')
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
function opening({ scope, extra, account }: ScopeOfWork, long?: LongWork, mode = ''): string {
  const lo = digits(scope.lo)
  const hi = digits(scope.hi)
  const list = extra.map(digits).join(',')
  if (!/^[0-9a-f-]{36}$/.test(account)) throw new Error('scope: the account is not an id')
  const limits = [
    long?.statementMs === undefined ? '' : `set local statement_timeout = ${digits(long.statementMs)};`,
    long?.workMem === undefined ? '' : `set local work_mem = '${memory(long.workMem)}';`,
  ].join(' ')
  return `begin ${mode}; set local app.lo = '${lo}'; set local app.hi = '${hi}'; set local app.extra = '${list}'; set local app.uid = '${account}'; ${limits}`
}

function digits(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`scope: not a whole number: ${value}`)
  return String(value)
}

function memory(text: string): string {
  if (!/^\d{1,5}(kB|MB|GB)$/.test(text)) throw new Error(`scope: not an amount of memory: ${text}`)
  return text
}
