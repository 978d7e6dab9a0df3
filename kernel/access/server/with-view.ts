/** Runs work that only reads, in a transaction that sees only the actor's places and waits for less. */
import type { Actor } from '../actor.ts'
import { type Database, type Send, type Tx, builderOn, sendInOnePiece } from './database.ts'
import { type ScopeOfWork, commit, onConnection, opening, sender, unheard } from './on-connection.ts'

/**
 * Like `withScope`, for work that only reads; writing in it is refused. The first statement does not wait for the
 * transaction to begin: had it not begun, the statement would see no place at all, and the error is thrown in the end.
 */
export function withView<T>(
  database: Database,
  actor: Actor | ScopeOfWork,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  return onConnection(database, true, async (loan) => {
    const { client } = loan
    sendInOnePiece(client)
    const begun = client.query(opening(actor, undefined, 'read only'))
    const [result] = await Promise.all([fn(builderOn(client, sender(database, loan, actor))), begun])
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
  return onConnection(database, true, async (loan) => {
    const { client } = loan
    const send = sender(database, loan, actor)
    let ended: Promise<unknown> | undefined
    const once: Send = (text, values) => {
      if (ended) throw new Error('withGlance: a second statement')
      const answer = send(text, values)
      ended = commit(client)
      // Awaited below; until then it may fail together with its statement, which tells the cause.
      ended.catch(unheard)
      return answer
    }
    sendInOnePiece(client)
    const begun = client.query(opening(actor, undefined, 'read only'))
    const [result] = await Promise.all([fn(builderOn(client, once)), begun])
    await (ended ?? commit(client))
    return result
  })
}
