/** The city's identity provider, spoken to in OpenID Connect: authorization code, PKCE, state, nonce. */
import * as client from 'openid-client'
import type { OutsideConfig } from '../../config.ts'
import { outsideFailed, outsideUnavailable } from './problems.ts'

/** What has to be remembered from going there until coming back. */
export interface Journey {
  state: string
  nonce: string
  verifier: string
}

/** Whom the provider vouches for, and how he signed in there. */
export interface Vouched {
  issuer: string
  subject: string
  /** Whether the provider says that a second factor was used, in the words that the configuration accepts. */
  hasFactor: boolean
  /** When the person last proved himself there; nothing when the provider does not say. */
  authenticatedAt?: Date
}

/** The provider. Nothing is asked of it before somebody wants in, so the server starts without it. */
export interface Provider {
  /** Answers where to send the browser. Throws `outsideUnavailable` when the provider does not answer. */
  depart(): Promise<{ url: string; journey: Journey }>
  /** Judges the address at which the browser came back. Throws `outsideFailed` for whatever does not fit. */
  arrive(url: URL, journey: Journey): Promise<Vouched>
}

/** Makes the provider of a configuration; its metadata are fetched once, again after a failure. */
export function openProvider(config: OutsideConfig): Provider {
  let found: Promise<client.Configuration> | undefined
  const discovered = () =>
    (found ??= discover(config).catch((error: unknown) => {
      found = undefined
      throw outsideUnavailable(undefined, { extra: { cause: codeOf(error) } })
    }))
  return {
    async depart() {
      const configuration = await discovered()
      const journey = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: config.redirect,
        scope: 'openid',
        state: journey.state,
        nonce: journey.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
        ...(config.acr.length > 0 ? { acr_values: config.acr.join(' ') } : {}),
      })
      return { url: url.href, journey }
    },
    async arrive(url, { state, nonce, verifier }) {
      const configuration = await discovered()
      const tokens = await client
        .authorizationCodeGrant(configuration, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        .catch(() => {
          throw outsideFailed()
        })
      return vouchedIn(tokens.claims(), config)
    },
  }
}

function discover({ issuer, clientId, clientSecret }: OutsideConfig): Promise<client.Configuration> {
  const url = new URL(issuer)
  // In the clear only on this machine: for trying it out, and for the tests.
  const isHere = url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  const execute = isHere ? [client.allowInsecureRequests] : []
  return client.discovery(url, clientId, clientSecret, undefined, { execute, timeout: 10 })
}

function vouchedIn(claims: client.IDToken | undefined, { acr, amr }: OutsideConfig): Vouched {
  if (!claims) throw outsideFailed()
  const methods = Array.isArray(claims.amr) ? claims.amr.map(String) : []
  const hasFactor = acr.includes(String(claims.acr ?? '')) || methods.some((method) => amr.includes(method))
  const since = typeof claims.auth_time === 'number' ? new Date(claims.auth_time * 1000) : undefined
  return { issuer: claims.iss, subject: claims.sub, hasFactor, authenticatedAt: since }
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? 'unknown'
}
