/** Builds the HTTP server: headers, cookies, files, sessions, the routes of all modules, documents of the API. */
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Desk, ServerModule } from '@xinlu/kernel/commands/server'
import { newId } from '@xinlu/kernel/basis'
import type { OutsideConfig } from '../config.ts'
import { answerProblem, noRoute } from './problem-answer.ts'
import { registerDocuments } from './documents.ts'
import { registerFrontPage } from './front-page.ts'
import { guardAnswers } from './guard-answers.ts'
import { serveOffice } from '../office/serve-office.ts'
import { registerOutsideRoutes } from './outside/routes.ts'
import { lagMeter } from './event-loop-lag.ts'
import { registerHealth } from './health.ts'
import { registerMetrics } from './metrics.ts'
import { type LogLevel, logOptions, logRequests, type LogStream } from './request-log.ts'
import { registerRoutes } from './routes.ts'
import { recogniser, registerSessionRoutes } from './session-routes.ts'
import { trustGateway } from './sender-address.ts'
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
  patience?: Patience
}

/** How long a sender may take, in milliseconds: for the head of a request, and for the whole of it. */
export interface Patience {
  headMs: number
  requestMs: number
  /** How often it is looked whether somebody takes longer. */
  lookMs: number
}

const MAX_UPLOAD = 100 * 1024 * 1024

// A head comes in one piece; a file of 100 MB may come over a village's line. Whoever sends byte by byte is cut off.
const PATIENCE: Patience = { headMs: 10_000, requestMs: 600_000, lookMs: 5000 }

const NO_ADDRESS = '/no-address'

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
  patience = PATIENCE,
}: ServerParts): Promise<FastifyInstance> {
  const app = fastify({
    logger: log ? logOptions(log, logTo) : false,
    // The framework's own line carries the address with its query; ours does not.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    requestTimeout: patience.requestMs,
    http: { headersTimeout: patience.headMs, connectionsCheckingInterval: patience.lookMs },
    trustProxy: behindTls && trustGateway,
    genReqId: () => newId(),
    // The framework answers an address that it cannot decode by itself, past every hook of ours.
    rewriteUrl: ({ url = '/' }) => (isAddress(url) ? url : NO_ADDRESS),
  })
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
  logRequests(app)
  const meter = lag ? { lag, stop: () => {} } : lagMeter()
  app.addHook('onClose', async () => meter.stop())
  const { database } = desk
  registerMetrics(app, { database, lag: meter.lag, token: metricsToken })
  shedWhenLate(app, meter.lag)
  app.setNotFoundHandler((request, reply) => answerProblem(noRoute(), request, reply))
  await guardAnswers(app, { behindTls })
  await app.register(cookie)
  await app.register(multipart, { limits: { files: 1, fields: 20, fileSize: MAX_UPLOAD } })
  registerHealth(app, desk)
  if (office === undefined) registerFrontPage(app)
  else await serveOffice(app, office)
  await registerDocuments(app)
  registerSessionRoutes(app, desk, { behindTls })
  registerOutsideRoutes(app, desk, { outside, behindTls })
  registerRoutes(app, desk, modules, recogniser(desk))
  return app
}

function isAddress(url: string): boolean {
  try {
    return decodeURI(url.split('?', 1)[0]!) !== ''
  } catch {
    return false
  }
}
