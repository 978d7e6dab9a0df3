/** Answers a problem on the wire, RFC 9457, and a bug without saying anything about the inside. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemOf } from '@xinlu/kernel/commands/server'
import { type Problem, defineProblem, toProblemDetails } from '@xinlu/kernel/basis'

const bug = defineProblem(
  500,
  'server.bug',
  ({ id }: { id: string }) => `系统出错，您的内容没有保存。请把编号 ${id} 告诉系统管理员。`,
)
const tooLarge = defineProblem(413, 'server.too-large', () => '提交的内容太大。')
const unknownKind = defineProblem(
  415,
  'server.unknown-kind',
  () => '提交的内容不是本系统能读的格式，请用系统的页面提交。',
)
const malformed = defineProblem(400, 'server.malformed', () => '请求的格式不正确。')
/** No route of that name, or none for a stranger. */
export const noRoute = defineProblem(404, 'server.no-route', () => '没有这个地址。')
/** The request came from another site. */
export const foreignOrigin = defineProblem(
  403,
  'server.foreign-origin',
  () => '这个请求不是从本系统的页面发出的，已拒绝。',
)

const RETRY_SECONDS = 2

/** Sends an error as a problem; an unknown one is logged in full and answered with its request's id only. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, {}) ?? ofFramework(error, request)
  if (problem.status === 503) reply.header('retry-after', RETRY_SECONDS)
  // A refusal under load is counted, not told line by line: the log would become part of the load.
  if (problem.status >= 500 && problem.status !== 503) request.log.error({ err: error }, problem.code)
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(toProblemDetails(problem)))
}

function ofFramework(error: unknown, request: FastifyRequest): Problem {
  const status = (error as { statusCode?: number }).statusCode
  if (status === 413) return tooLarge()
  if (status === 415) return unknownKind()
  if (status !== undefined && status >= 400 && status < 500) return malformed()
  return bug({ id: request.id })
}
