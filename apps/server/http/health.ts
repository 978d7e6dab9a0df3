/** Says whether the server can work: for the gateway in front and for the administrator. */
import type { FastifyInstance } from 'fastify'
import type { Desk } from '@xinlu/kernel/commands/server'

// The pool's own limits are the server's; a database that is stopped or cut off keeps none of them.
const MOST_MS = 2000

/** `GET /health`: 200 when the database answers, 503 when it does not. It tells nothing else to a stranger. */
export function registerHealth(app: FastifyInstance, { database }: Desk): void {
  app.get('/health', async (_request, reply) => {
    const asked = { text: 'select 1', query_timeout: MOST_MS }
    const isAlive = await database.pool.query(asked).then(
      () => true,
      () => false,
    )
    return reply.status(isAlive ? 200 : 503).send({ status: isAlive ? 'ok' : 'unavailable' })
  })
}
