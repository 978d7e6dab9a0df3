/** One line for each request, about the work and never about a person. */
import type { FastifyInstance, FastifyServerOptions } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whoever asks, once recognised: the id of the account. */
    account: string
  }
}

/** From which weight on lines are written: `info` is one for each request, `warn` only what went wrong. */
export type LogLevel = 'info' | 'warn'

/** Where lines go, when not to the standard output. */
export interface LogStream {
  write(line: string): void
}

/** The options of the logger; it has no way to write a body, a query string, a header or a value of an error. */
export function logOptions(level: LogLevel, stream?: LogStream): FastifyServerOptions['logger'] {
  return {
    level,
    base: undefined,
    serializers: { err: quietError, req: ({ id }: { id: string }) => ({ id }), res: () => ({}) },
    ...(stream ? { stream } : {}),
  }
}

/** Registers the line: route pattern, method, status, milliseconds, account, request id. */
export function logRequests(app: FastifyInstance): void {
  app.decorateRequest('account', '')
  app.addHook('onResponse', async (request, reply) => {
    const { method, account } = request
    const line = {
      method,
      // The pattern: the address itself may carry an id or what somebody searched for.
      route: request.routeOptions.url ?? '-',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(account === '' ? {} : { account }),
    }
    request.log.info(line, 'request')
  })
}

/** An error as it is written down. */
interface QuietError {
  type: string
  message: string
  stack: string
  [more: string]: unknown
}

/** Where in the database an error came from. */
interface DatabaseTrace {
  constraint?: string
  table?: string
  column?: string
  routine?: string
}

/** What may be known of an error: its kind, its code, the place in the code; never the values it quotes. */
export function quietError(error: unknown): QuietError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' }
  const code = (error as NodeJS.ErrnoException).code
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  // PostgreSQL's errors alone carry a severity and the routine that raised them.
  const isOfDatabase = 'severity' in error && 'routine' in error
  const { constraint, table, column, routine } = error as DatabaseTrace
  const database = isOfDatabase ? { constraint, table, column, routine } : {}
  return {
    type: error.name,
    code,
    // PostgreSQL quotes what was written; other messages are ours or a library's, and lose what looks like data.
    message: isOfDatabase ? '' : withoutValues(error.message),
    ...database,
    stack: frames.join('\n'),
  }
}

function withoutValues(text: string): string {
  return text
    .split('\n', 1)[0]!
    .replace(/(["'`“‘「]).*?(["'`”’」])/gu, '$1…$2')
    .replace(/\p{Script=Han}+/gu, '…')
    .replace(/\d{5,}[Xx]?/g, '#')
}
