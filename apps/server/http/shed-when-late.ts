/** Refuses work in words while the process is late with what it has, so that what was begun gets done. */
import type { FastifyInstance } from 'fastify'
import { busy } from '@xinlu/kernel/commands/server'

const MOST_LAG_MS = 1000

/**
 * Answers 503 to requests below `/api` while `lag` is above a second; health and figures go on answering. The other
 * limit, the queue for database connections, is kept where connections are given out.
 */
export function shedWhenLate(app: FastifyInstance, lag: () => number): void {
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith('/api/') && lag() > MOST_LAG_MS) throw busy()
  })
}
