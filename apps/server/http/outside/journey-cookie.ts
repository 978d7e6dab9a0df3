/** Keeps a journey to the provider in the browser that makes it: sealed, for ten minutes, out of reach of scripts. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Keys } from '@xinlu/kernel/access/server'
import { outsideFailed } from './problems.ts'

const COOKIE = 'xinlu_journey'
const PATH = '/api/session/outside'
const LASTS_MS = 10 * 60_000

const kept = z.strictObject({
  purpose: z.enum(['signIn', 'bind']),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The session that binds; a sign-in has none yet. */
  token: z.string().optional(),
  until: z.number(),
})

/** A journey as it is kept. */
export type KeptJourney = Omit<z.output<typeof kept>, 'until'>

/** Where a cookie is put, and what the clock and the keys are. */
export interface CookieDesk {
  keys: Keys
  now(): Date
  behindTls: boolean
}

/** Keeps a journey. The browser comes back from another site, so this cookie alone is `lax`. */
export function keepJourney(reply: FastifyReply, desk: CookieDesk, journey: KeptJourney): void {
  const whole = JSON.stringify({ ...journey, until: desk.now().getTime() + LASTS_MS })
  reply.setCookie(COOKIE, desk.keys.seal(whole).toString('base64url'), {
    path: PATH,
    httpOnly: true,
    sameSite: 'lax',
    secure: desk.behindTls,
    maxAge: LASTS_MS / 1000,
  })
}

/** Takes the journey of this browser, once; throws `outsideFailed` when there is none, or it took too long. */
export function takeJourney(
  request: FastifyRequest,
  reply: FastifyReply,
  { keys, now }: CookieDesk,
): KeptJourney {
  reply.clearCookie(COOKIE, { path: PATH })
  const { until, ...journey } = opened(request.cookies[COOKIE], keys)
  if (until <= now().getTime()) throw outsideFailed()
  return journey
}

function opened(cookie: string | undefined, keys: Keys): z.output<typeof kept> {
  try {
    return kept.parse(JSON.parse(keys.open(Buffer.from(cookie ?? '', 'base64url'))))
  } catch {
    throw outsideFailed()
  }
}
