/** The one door to the database: a pool that nobody reaches except through a scope. */
import type { Writable } from 'node:stream'
import type { DB } from '@xinlu/db'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type StatementNames, statementNames } from './statement-names.ts'

/** A transaction with a scope: what store functions take as their first argument. */
export type Tx = Kysely<DB>

/** The pool behind the door. Only `withScope` opens it. */
export interface Database {
  readonly pool: pg.Pool
  /** How many may wait for a connection before the next one is told at once. */
  readonly mostWaiting: number
  readonly names: StatementNames
  close(): Promise<void>
}

/** Limits of the pool, as the server's configuration sets them. */
export interface PoolLimits {
  connections?: number
  statementMs?: number
}

// Ten waiting for each connection: at 20 ms a piece they wait 0.2 s; a longer queue would only grow old.
const WAITING_PER_CONNECTION = 10

/** So many wait for a connection already that one more would wait in vain. */
export class Crowded extends Error {
  override readonly name = 'Crowded'
}

const INT8 = 20
const INT8_ARRAY = 1016
const DATE = 1082

/** Opens the pool of the application role. */
export function openDatabase(
  url: string,
  { connections = 20, statementMs = 15_000 }: PoolLimits = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 1500,
    statement_timeout: statementMs,
    lock_timeout: 2000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'xinlu',
    // Statements that do not wait for each other's answers travel together.
    pipeline: true,
    types: { getTypeParser },
  })
  // An idle connection that breaks is removed by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  return {
    pool,
    mostWaiting: connections * WAITING_PER_CONNECTION,
    names: statementNames(),
    close: () => pool.end(),
  }
}

/** A connection of the pool, lent. */
export type Connection = pg.PoolClient

/** How statements of one transaction are sent: the text and its values; what is answered is pg's. */
export type Send = (text: string, values?: readonly unknown[]) => Promise<pg.QueryResult>

const clients = new WeakMap<Tx, Connection>()

/** Makes the query builder of one connection; every statement goes through `send`. */
export function builderOn(client: Connection, send: Send): Tx {
  const single = {
    connect: async () => ({ query: send, release: () => {} }),
    end: async () => {},
  }
  const tx: Tx = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: single as unknown as pg.Pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  clients.set(tx, client)
  return tx
}

/**
 * Answers the connection below a transaction, for COPY, which the query builder does not speak. From here on until the
 * transaction ends the connection sends one thing at a time.
 */
export function connectionOf(tx: Tx): Connection {
  const client = clients.get(tx)
  if (!client) throw new Error('connectionOf: not a transaction made by withScope')
  setPipeline(client, false)
  return client
}

/** Lets statements of a connection travel together, or one at a time. The connection must be at rest. */
export function setPipeline(client: Connection, isOn: boolean): void {
  // Typed as read-only; the driver reads it anew for every statement, and COPY cannot travel with others.
  ;(client as { pipeline: boolean }).pipeline = isOn
}

/** Holds what a connection is given to send until this turn's work is done, so that it leaves in one piece. */
export function sendInOnePiece(client: Connection): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}

// Days stay text, and 64-bit integers become numbers, refused where a number could not hold them.
const getTypeParser: typeof pg.types.getTypeParser = ((oid: number, format?: 'text' | 'binary') => {
  if (oid === INT8) return safeInteger
  if (oid === INT8_ARRAY)
    return (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(safeInteger))
  if (oid === DATE) return (text: string) => text
  return pg.types.getTypeParser(oid, format as 'text')
}) as typeof pg.types.getTypeParser

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`integer out of range: ${text}`)
  return value
}
