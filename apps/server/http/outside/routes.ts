/** Coming in through the city's identity provider, and binding an account to it. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type AccessDesk, assertMayBind, bindOutside, signInOutside } from '@xinlu/kernel/access/server'
import { record } from '@xinlu/kernel/audit/server'
import { Problem } from '@xinlu/kernel/basis'
import { parseInput } from '@xinlu/kernel/commands'
import type { Desk } from '@xinlu/kernel/commands/server'
import type { OutsideConfig } from '../../config.ts'
import { callerOf, keepToken } from '../session-routes.ts'
import { senderAddress } from '../sender-address.ts'
import { type CookieDesk, keepJourney, takeJourney } from './journey-cookie.ts'
import { noOutside } from './problems.ts'
import { openProvider } from './provider.ts'

const beginBody = z.strictObject({ purpose: z.enum(['signIn', 'bind']) })

/** Registers the routes below `/api/session/outside`; without a configuration they say that there is no provider. */
export function registerOutsideRoutes(
  app: FastifyInstance,
  desk: Desk,
  { outside, behindTls }: { outside: OutsideConfig | undefined; behindTls: boolean },
): void {
  const provider = outside && openProvider(outside)
  const door: AccessDesk = { ...desk, record }
  const cookies: CookieDesk = { keys: desk.keys, now: desk.now, behindTls }

  app.post('/api/session/outside/offer', () => ({ isOffered: provider !== undefined }))
  app.post('/api/session/outside/begin', async (request, reply) => {
    if (!provider) throw noOutside()
    const { purpose } = parseInput(beginBody, request.body)
    const token = purpose === 'bind' ? callerOf(request).token : undefined
    if (token) await assertMayBind(door, token)
    const { url, journey } = await provider.depart()
    keepJourney(reply, cookies, { ...journey, purpose, token })
    return { url }
  })
  app.get('/api/session/outside/return', async (request, reply) => {
    if (!provider) throw noOutside()
    try {
      const { purpose, token, ...journey } = takeJourney(request, reply, cookies)
      const back = new URL(outside.redirect)
      back.search = new URL(request.url, back).search
      const vouched = await provider.arrive(back, journey)
      const { headers } = request
      const address = senderAddress(request)
      if (token) await bindOutside(door, { token, address }, vouched)
      else {
        const begun = await signInOutside(door, { ...vouched, address, agent: headers['user-agent'] })
        keepToken(reply, begun.token, behindTls)
      }
      return await reply.redirect(`/?outside=${purpose === 'bind' ? 'bound' : 'signed-in'}`, 303)
    } catch (error) {
      // A person stands before this address and not a program: the page says what the code means.
      if (!(error instanceof Problem) || error.status >= 500) throw error
      return reply.redirect(`/?outside=${error.code}`, 303)
    }
  })
}
