/** Listens to what a pool sends, so that the very statements can be planned again. */
import type { Database } from '@xinlu/kernel/access/server'

/** One statement as it went to the database, and how its transaction was opened. */
export interface SentStatement {
  opening: string
  text: string
  values: readonly unknown[]
}

/** Runs the work and answers every reading or writing statement that the pool sent meanwhile. */
export async function recordStatements(
  database: Database,
  work: () => Promise<unknown>,
): Promise<SentStatement[]> {
  const sent: SentStatement[] = []
  const openings = new WeakMap<object, string>()
  const { pool } = database
  const connect = pool.connect.bind(pool) as () => Promise<{
    query: (...args: unknown[]) => unknown
    release: unknown
  }>
  const listening = async () => {
    const client = await connect()
    const query = client.query
    const heard = (...args: unknown[]) => {
      const [first, second] = args as [string | { text?: string; values?: unknown[] }, unknown[] | undefined]
      const text = typeof first === 'string' ? first : (first.text ?? '')
      if (text.startsWith('begin')) openings.set(client, text)
      else if (/^\s*(select|with|insert|update|delete)\b/i.test(text))
        sent.push({
          opening: openings.get(client) ?? 'begin',
          text,
          values: (typeof first === 'string' ? second : first.values) ?? [],
        })
      return query.apply(client, args)
    }
    client.query = heard
    const release = client.release as (...args: unknown[]) => void
    client.release = (...args: unknown[]) => {
      client.query = query
      client.release = release
      release.apply(client, args)
    }
    return client
  }
  pool.connect = listening as unknown as typeof pool.connect
  try {
    await work()
  } finally {
    pool.connect = connect as unknown as typeof pool.connect
  }
  return sent
}
