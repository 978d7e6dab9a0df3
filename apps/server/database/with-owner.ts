/** A connection of the database's owner, for maintenance and measuring: past every policy, never for serving. */
import pg from 'pg'
import type { House } from './open-house.ts'

/** The connection. */
export type OwnerConnection = pg.Client

/** Opens a connection as the owner, runs the work and closes it again, whatever happens in between. */
export async function withOwner<T>(
  { adminUrl }: Pick<House, 'adminUrl'>,
  work: (connection: OwnerConnection) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
