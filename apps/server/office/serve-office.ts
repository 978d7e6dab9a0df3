/** Serves the built office app: its files for a year, its page never kept, every address of it answered by the page. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import statics from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { contentPolicies, styleNonceOf } from '../http/content-policy.ts'

const YEAR_S = 31_536_000

/** Registers `/`, `/assets/…` and everything a person can find in his address bar. */
export async function serveOffice(app: FastifyInstance, folder: string): Promise<void> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  await app.register(statics, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    immutable: true,
    maxAge: YEAR_S * 1000,
    index: false,
  })
  const answer = (_request: FastifyRequest, reply: FastifyReply) => {
    // Ant writes its styles at run time; the nonce is what lets them in, and nobody else's.
    const nonce = styleNonceOf(reply.raw)
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(page.replace('{{style-nonce}}', nonce))
  }
  const options = { helmet: { contentSecurityPolicy: contentPolicies.page } }
  app.get('/', options, answer)
  app.get('/:module', options, deep(answer))
  app.get('/:module/*', options, deep(answer))
}

type Answer = (request: FastifyRequest, reply: FastifyReply) => FastifyReply

// A file that is not there stays not there: a page in its place would be run as a script.
function deep(answer: Answer): Answer {
  return (request, reply) => {
    const path = request.url.split('?')[0]!
    if (path.startsWith('/api/') || /\.[a-z0-9]{1,8}$/i.test(path)) {
      reply.callNotFound()
      return reply
    }
    return answer(request, reply)
  }
}
