/** The door: signing in and out, choosing a post, changing one's password. The only routes a stranger may call. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Actor, notSignedIn } from '@xinlu/kernel/access'
import {
  type AccessDesk,
  actorOfSession,
  changePassword,
  sessionOf,
  signIn,
  signOut,
  switchPost,
} from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { parseInput } from '@xinlu/kernel/commands'
import { type Desk, problemOf } from '@xinlu/kernel/commands/server'

const COOKIE = 'xinlu_session'

const signInBody = z.strictObject({
  login: z.string().trim().min(1).max(60),
  password: z.string().min(1).max(200),
})
const postBody = z.strictObject({ post: z.uuid() })
const passwordBody = z.strictObject({ old: z.string().min(1).max(200), fresh: z.string().min(1).max(200) })

/** Answers who is asking, from the session cookie; anew at every request, so that a taken right is gone at once. */
export function recogniser(desk: Desk): (request: FastifyRequest) => Promise<Actor> {
  return async (request) => {
    try {
      const actor = await actorOfSession(desk, request.cookies[COOKIE])
      request.account = actor.account
      return actor
    } catch (error) {
      throw problemOf(error, desk.constraints) ?? error
    }
  }
}

/** Registers the routes of the door below `/api/session`. */
export function registerSessionRoutes(
  app: FastifyInstance,
  desk: Desk,
  { behindTls }: { behindTls: boolean },
): void {
  const door: AccessDesk = { ...desk, record }
  const keep = (reply: FastifyReply, token: string) =>
    reply.setCookie(COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: behindTls })
  const tokenOf = (request: FastifyRequest): string => {
    const token = request.cookies[COOKIE]
    if (!token) throw notSignedIn()
    return token
  }

  app.post('/api/session/sign-in', async (request, reply) => {
    const { login, password } = parseInput(signInBody, request.body)
    const agent = request.headers['user-agent']
    const begun = await signIn(door, { login, password, address: request.ip, agent })
    keep(reply, begun.token)
    return begun.session
  })
  app.post('/api/session/sign-out', async (request, reply) => {
    await signOut(door, tokenOf(request), request.ip)
    reply.clearCookie(COOKIE, { path: '/' })
    return {}
  })
  app.post('/api/session/who-am-i', async (request) => {
    const session = await sessionOf(door, tokenOf(request))
    if (!session) throw notSignedIn()
    return session
  })
  app.post('/api/session/switch-post', async (request) => {
    const { post } = parseInput(postBody, request.body)
    return switchPost(door, tokenOf(request), post, request.ip)
  })
  app.post('/api/session/change-password', async (request, reply) => {
    const { old, fresh } = parseInput(passwordBody, request.body)
    const agent = request.headers['user-agent']
    const begun = await changePassword(door, tokenOf(request), { old, fresh, address: request.ip, agent })
    keep(reply, begun.token)
    return begun.session
  })
}
