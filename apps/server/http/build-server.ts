/** Builds the HTTP server: headers, cookies, files, sessions, the routes of all modules, documents of the API. */
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance } from 'fastify'
import type { Desk, ServerModule } from '@xinlu/kernel/commands/server'
import { newId } from '@xinlu/kernel/basis'
import type { OutsideConfig } from '../config.ts'
import { answerProblem, foreignOrigin, noRoute } from './problem-answer.ts'
import { registerDocuments } from './documents.ts'
import { registerFrontPage } from './front-page.ts'
import { registerHealth } from './health.ts'
import { registerOutsideRoutes } from './outside/routes.ts'
import { registerRoutes } from './routes.ts'
import { recogniser, registerSessionRoutes } from './session-routes.ts'

/** What the server is built from. */
export interface ServerParts {
  desk: Desk
  modules: readonly ServerModule[]
  behindTls: boolean
  /** The city's identity provider, when it has one. */
  outside?: OutsideConfig
  log?: boolean
}

const MAX_UPLOAD = 100 * 1024 * 1024

/** Answers the server, ready to listen. */
export async function buildServer({
  desk,
  modules,
  behindTls,
  outside,
  log = false,
}: ServerParts): Promise<FastifyInstance> {
  const app = fastify({
    // At this level no request is logged, only what went wrong; what was asked for stands in bodies and never is.
    logger: log ? { level: 'warn', redact: ['req.headers.cookie', 'req.headers.authorization'] } : false,
    bodyLimit: 1024 * 1024,
    trustProxy: behindTls,
    genReqId: () => newId(),
  })
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
  app.setNotFoundHandler((request, reply) => answerProblem(noRoute(), request, reply))
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: behindTls ? [] : null,
      },
    },
    hsts: behindTls ? { maxAge: 31_536_000 } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { files: 1, fields: 20, fileSize: MAX_UPLOAD } })
  app.addHook('onRequest', async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      refuseForeignOrigin(request.headers, request.host)
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
  registerHealth(app, desk)
  registerFrontPage(app)
  await registerDocuments(app)
  registerSessionRoutes(app, desk, { behindTls })
  registerOutsideRoutes(app, desk, { outside, behindTls })
  registerRoutes(app, desk, modules, recogniser(desk))
  return app
}

// Browsers say where a request comes from; a cookie that came along with a foreign page's request is no consent.
function refuseForeignOrigin(headers: { origin?: string }, host: string): void {
  if (headers.origin === undefined) return
  if (new URL(headers.origin).host !== host) throw foreignOrigin()
}
