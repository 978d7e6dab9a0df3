/** A real OpenID provider on a port of this machine, at whose desk the test decides who signs in and how. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { OutsideConfig } from '../../../config.ts'

/** The provider, and the browser that visits it. */
export interface RealProvider {
  config: OutsideConfig
  /** Goes where the system sends a browser, signs in there, and answers the address to which it is sent back. */
  visit(url: string, person: { accountId: string; amr?: string[]; acr?: string }): Promise<URL>
  close(): Promise<void>
}

const REDIRECT = 'http://xinlu.test/api/session/outside/return'
const CLIENT = { client_id: 'xinlu', client_secret: 'a secret that only this test knows' }

/** Starts the provider. */
export async function startRealProvider(): Promise<RealProvider> {
  let person: { accountId: string; amr?: string[]; acr?: string } = { accountId: 'nobody' }
  let answer: ReturnType<Provider['callback']> | undefined
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/desk/'))
      void provider.interactionFinished(request, response, { login: person })
    else void answer!(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [REDIRECT], token_endpoint_auth_method: 'client_secret_post' }],
    pkce: { required: () => true },
    cookies: { keys: ['a key that only this test knows'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/desk/${uid}` },
    acrValues: ['two-factors'],
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time', 'email'] },
    conformIdTokenClaims: false,
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, email: `${accountId}@xinlu.test` }),
    }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  answer = provider.callback()
  return {
    config: {
      issuer,
      clientId: CLIENT.client_id,
      clientSecret: CLIENT.client_secret,
      redirect: REDIRECT,
      acr: [],
      amr: [],
    },
    async visit(url, who) {
      person = who
      const jar = new Map<string, string>()
      let at = new URL(url)
      for (let hops = 0; hops < 10 && at.origin === issuer; hops += 1) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        const response = await fetch(at, { redirect: 'manual', headers: { cookie } })
        for (const line of response.headers.getSetCookie()) {
          const [name, value] = line.split(';')[0]!.split('=') as [string, string]
          jar.set(name, value)
        }
        const location = response.headers.get('location')
        if (!location) throw new Error(`the provider answered ${response.status}: ${await response.text()}`)
        at = new URL(location, at)
      }
      return at
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
