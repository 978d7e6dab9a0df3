/** Runs work in one transaction that sees only the actor's places. */
import type { Actor } from '../actor.ts'
import { type Database, type Tx, builderOn } from './database.ts'
import {
  type LongWork,
  type ScopeOfWork,
  commit,
  onConnection,
  opening,
  sender,
  unheard,
} from './on-connection.ts'

export { SYSTEM, type LongWork, type ScopeOfWork } from './on-connection.ts'

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
  return onConnection(database, long === undefined, async (loan) => {
    const { client } = loan
    const send = sender(database, loan, actor, long)
    let ended: Promise<unknown> | undefined
    await client.query(opening(actor, long))
    const tx = builderOn(client, (text, values) => {
      const isEnd = isLast(tx)
      const answer = send(text, values)
      if (isEnd && client.pipeline) {
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
