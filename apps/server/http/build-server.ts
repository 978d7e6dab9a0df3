/** Builds the HTTP server: headers, cookies, files, sessions, the routes of all modules, documents of the API. */
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Desk, ServerModule } from '@xinlu/kernel/commands/server'
import { newId } from '@xinlu/kernel/basis'
import type { OutsideConfig } from '../config.ts'
import { answerProblem, foreignOrigin, noRoute } from './problem-answer.ts'
import { registerDocuments } from './documents.ts'
import { registerFrontPage } from './front-page.ts'
import { serveOffice } from '../office/serve-office.ts'
import { registerOutsideRoutes } from './outside/routes.ts'
import { lagMeter } from './event-loop-lag.ts'
import { registerHealth } from './health.ts'
import { registerMetrics } from './metrics.ts'
import { type LogLevel, logOptions, logRequests, type LogStream } from './request-log.ts'
import { registerRoutes } from './routes.ts'
import { recogniser, registerSessionRoutes } from './session-routes.ts'
import { shedWhenLate } from './shed-when-late.ts'

/** What the server is built from. */
export interface ServerParts {
  desk: Desk
  modules: readonly ServerModule[]
  behindTls: boolean
  /** The folder of the built office app; without it `/` says where to go on. */
  office?: string
  /** The city's identity provider, when it has one. */
  outside?: OutsideConfig
  /** Nothing is logged where no level is given. */
  log?: LogLevel
  logTo?: LogStream
  /** Opens `/metrics` to other machines. */
  metricsToken?: string
  /** The delay of the process in milliseconds; measured unless it is given. */
  lag?: () => number
}

const MAX_UPLOAD = 100 * 1024 * 1024

/** Answers the server, ready to listen. */
export async function buildServer({
  desk,
  modules,
  behindTls,
  office,
  outside,
  log,
  logTo,
  metricsToken,
  lag,
}: ServerParts): Promise<FastifyInstance> {
  const app = fastify({
    logger: log ? logOptions(log, logTo) : false,
    // The framework's own line carries the address with its query; ours does not.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    trustProxy: behindTls,
    genReqId: () => newId(),
  })
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
  logRequests(app)
  const meter = lag ? { lag, stop: () => {} } : lagMeter()
  app.addHook('onClose', async () => meter.stop())
  const { database } = desk
  registerMetrics(app, { database, lag: meter.lag, token: metricsToken })
  shedWhenLate(app, meter.lag)
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
  if (office === undefined) registerFrontPage(app)
  else await serveOffice(app, office)
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
