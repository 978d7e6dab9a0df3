/** A connection lent for one transaction: how it begins, how its statements are sent, how it ends. */
import {
  type Connection,
  Crowded,
  type Database,
  type Send,
  sendInOnePiece,
  setPipeline,
} from './database.ts'
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

/** A connection lent to one transaction, and whether it has been given back. */
export interface Loan {
  readonly client: Connection
  isOver: boolean
  /** What was sent last, for a connection that sends one thing at a time. */
  latest?: Promise<unknown>
}

const generations = new WeakMap<Connection, number>()

/**
 * Lends a connection to the work; what the work throws rolls back what it began. A connection that cannot be rolled back
 * is destroyed. Short work throws `Crowded` while too many wait for one.
 */
export async function onConnection<T>(
  { pool, mostWaiting, names }: Database,
  isShort: boolean,
  work: (loan: Loan) => Promise<T>,
): Promise<T> {
  if (isShort && pool.waitingCount >= mostWaiting) throw new Crowded()
  const client = await pool.connect()
  // A connection that breaks while it is lent out tells so by an event; unheard, it would end the process.
  client.on('error', unheard)
  setPipeline(client, true)
  const loan: Loan = { client, isOver: false }
  const born = generations.get(client) ?? names.generation
  generations.set(client, born)
  let broken: Error | undefined
  try {
    return await work(loan)
  } catch (error) {
    broken = await rollback(client)
    throw error
  } finally {
    loan.isOver = true
    client.off('error', unheard)
    // What it has parsed under names that are forgotten would only fill its memory.
    client.release(broken ?? born !== names.generation)
  }
}

/**
 * Answers how statements are sent within a scope: under a name when they come again. Work that is known to be long plans
 * its few statements anew, each for its own rows.
 */
export function sender({ names }: Database, loan: Loan, scope: ScopeOfWork, long?: LongWork): Send {
  const width = widthOf(scope)
  const { client } = loan
  return async (text, values) => {
    // Somebody else's transaction may be running on the connection by now.
    if (loan.isOver) throw new Error('the transaction is over')
    const name = long ? undefined : names.nameOf(text, width)
    const statement = { name, text, values: values as unknown[] }
    try {
      if (client.pipeline) {
        sendInOnePiece(client)
        return await client.query(statement)
      }
      const answer = Promise.resolve(loan.latest).then(() => client.query(statement))
      loan.latest = answer.catch(unheard)
      return await answer
    } catch (error) {
      // A migration changed what the statement answers; under new names everything is parsed anew.
      if ((error as { routine?: string }).routine === 'RevalidateCachedQuery') names.forget()
      throw error
    }
  }
}

/** Commits; throws where the database rolled back instead, which it does without an error. */
export async function commit(client: Connection): Promise<void> {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('the transaction could not be committed')
}

/** For what is told twice: the statement under way, or the next one, fails with the same cause. */
export function unheard(): void {}

async function rollback(client: Connection): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/**
 * Answers the statements that begin a transaction and narrow it to a scope. SET LOCAL and not set_config: only the first
 * travels to the workers of a distributed database. The values are checked here because SET takes no bound parameters.
 */
export function opening({ scope, extra, account }: ScopeOfWork, long?: LongWork, mode = ''): string {
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
