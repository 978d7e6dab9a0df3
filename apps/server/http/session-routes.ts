/** The door: signing in and out, the second factor, choosing a post, changing one's password. The only routes a stranger may call. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Working, notSignedIn } from '@xinlu/kernel/access'
import {
  type AccessDesk,
  type Caller,
  type SignedIn,
  beginEnrolment,
  changePassword,
  confirmSession,
  finishEnrolment,
  passSecondFactor,
  removeFactor,
  sessionOf,
  signIn,
  signOut,
  switchPost,
  workingSession,
} from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { parseInput } from '@xinlu/kernel/commands'
import { type Desk, problemOf } from '@xinlu/kernel/commands/server'
import { senderAddress } from './sender-address.ts'

/** The name of the session's cookie. */
export const COOKIE = 'xinlu_session'

const signInBody = z.strictObject({
  login: z.string().trim().min(1).max(60),
  password: z.string().min(1).max(200),
})
const postBody = z.strictObject({ post: z.uuid() })
const codeBody = z.strictObject({ code: z.string().min(1).max(40) })
const confirmBody = z.union([z.strictObject({ password: z.string().min(1).max(200) }), codeBody])
const passwordBody = z.strictObject({ old: z.string().min(1).max(200), fresh: z.string().min(1).max(200) })

/** Answers who is asking, from the session cookie; anew at every request, so that a taken right is gone at once. */
export function recogniser(desk: Desk): (request: FastifyRequest) => Promise<Working> {
  return async (request) => {
    try {
      const working = await workingSession(desk, request.cookies[COOKIE])
      request.account = working.actor.account
      return working
    } catch (error) {
      throw problemOf(error, desk.constraints) ?? error
    }
  }
}

/** Puts the token of a session into the browser, where no script can read it. */
export function keepToken(reply: FastifyReply, token: string, behindTls: boolean): void {
  reply.setCookie(COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: behindTls })
}

/** Registers the routes of the door below `/api/session`. */
export function registerSessionRoutes(
  app: FastifyInstance,
  desk: Desk,
  { behindTls }: { behindTls: boolean },
): void {
  const door: AccessDesk = { ...desk, record }
  const begin = (reply: FastifyReply, { token, session }: SignedIn) => {
    keepToken(reply, token, behindTls)
    return session
  }

  app.post('/api/session/sign-in', async (request, reply) => {
    const { login, password } = parseInput(signInBody, request.body)
    const agent = request.headers['user-agent']
    return begin(reply, await signIn(door, { login, password, address: senderAddress(request), agent }))
  })
  app.post('/api/session/sign-out', async (request, reply) => {
    await signOut(door, callerOf(request).token, senderAddress(request))
    reply.clearCookie(COOKIE, { path: '/' })
    return {}
  })
  app.post('/api/session/who-am-i', async (request) => {
    const session = await sessionOf(door, callerOf(request).token)
    if (!session) throw notSignedIn()
    return session
  })
  app.post('/api/session/switch-post', async (request) => {
    const { post } = parseInput(postBody, request.body)
    return switchPost(door, callerOf(request).token, post, senderAddress(request))
  })
  app.post('/api/session/change-password', async (request, reply) => {
    const { old, fresh } = parseInput(passwordBody, request.body)
    const { token, address } = callerOf(request)
    const agent = request.headers['user-agent']
    return begin(reply, await changePassword(door, token, { old, fresh, address, agent }))
  })
  app.post('/api/session/pass-second-factor', async (request, reply) => {
    const { code } = parseInput(codeBody, request.body)
    return begin(reply, await passSecondFactor(door, callerOf(request), code))
  })
  app.post('/api/session/confirm', async (request, reply) =>
    begin(reply, await confirmSession(door, callerOf(request), parseInput(confirmBody, request.body))),
  )
  app.post('/api/session/begin-enrolment', (request) => beginEnrolment(door, callerOf(request)))
  app.post('/api/session/finish-enrolment', async (request, reply) => {
    const { code } = parseInput(codeBody, request.body)
    const { recoveryCodes, ...begun } = await finishEnrolment(door, callerOf(request), code)
    return { session: begin(reply, begun), recoveryCodes }
  })
  app.post('/api/session/remove-second-factor', async (request, reply) => {
    const { code } = parseInput(codeBody, request.body)
    return begin(reply, await removeFactor(door, callerOf(request), code))
  })
}

/** Answers which session a request belongs to; throws `notSignedIn` without one. */
export function callerOf(request: FastifyRequest): Caller {
  const token = request.cookies[COOKIE]
  if (!token) throw notSignedIn()
  return { token, address: senderAddress(request) }
}
