/** Lets a server work as ever and keep nothing, so that one mutant leaves no trace for the next. */
import type pg from 'pg'
import type { Database } from '@xinlu/kernel/access/server'

/** Whether transactions that would be committed are rolled back. */
export interface Dry {
  on: boolean
}

/** Puts the switch into the pool; every connection lent out from now on obeys it. */
export function keepNothing({ pool }: Database, dry: Dry): void {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>
  const lend = async (): Promise<pg.PoolClient> => withSwitch(await connect(), dry)
  Object.assign(pool, { connect: lend })
}

function withSwitch(client: pg.PoolClient, dry: Dry): pg.PoolClient {
  return new Proxy(client, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property)
      if (typeof value !== 'function') return value
      const method = (value as (...given: unknown[]) => unknown).bind(target)
      if (property !== 'query') return method
      // Whoever commits is told that it was done.
      return (text: unknown, ...rest: unknown[]) =>
        dry.on && text === 'commit' ? rolledBack(method('rollback')) : method(text, ...rest)
    },
  })
}

async function rolledBack(answer: unknown): Promise<unknown> {
  return { ...((await answer) as object), command: 'COMMIT' }
}
