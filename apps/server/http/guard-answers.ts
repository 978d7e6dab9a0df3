/** Puts the guarding headers on every answer, and refuses requests that another site's page sent. */
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { contentPolicies, permissionsPolicy } from './content-policy.ts'
import { foreignOrigin } from './problem-answer.ts'

/**
 * Registers both. An answer is data unless its route says otherwise (`helmet: { contentSecurityPolicy }` with a policy
 * of `contentPolicies`), and is kept nowhere unless its route says otherwise.
 */
export async function guardAnswers(
  app: FastifyInstance,
  { behindTls }: { behindTls: boolean },
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: contentPolicies.data,
    hsts: behindTls ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', permissionsPolicy).header('cache-control', 'no-store')
    if (request.method !== 'GET' && request.method !== 'HEAD') refuseForeign(request)
  })
}

// Browsers say where a request comes from; a cookie that came along with a foreign page's request is no consent.
function refuseForeign({ headers, host }: FastifyRequest): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreignOrigin()
  if (headers.origin !== undefined && hostOf(headers.origin) !== host) throw foreignOrigin()
}

// `null` is what a sandboxed frame or a local file calls itself: a stranger, like everything that is no address.
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
