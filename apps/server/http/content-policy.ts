/** What a browser may do with our answers: the one place in which the content policy and its kin are written. */
import type { ServerResponse } from 'node:http'
import { randomBytes } from 'node:crypto'
import type { FastifyHelmetOptions } from '@fastify/helmet'

type Policy = Exclude<FastifyHelmetOptions['contentSecurityPolicy'], boolean | undefined>
type Directives = NonNullable<Policy['directives']>

const nonces = new WeakMap<object, string>()

/** The nonce of one answer: a style element that carries it is ours. The same answer always has the same nonce. */
export function styleNonceOf(response: object): string {
  const known = nonces.get(response)
  if (known !== undefined) return known
  const made = randomBytes(16).toString('base64url')
  nonces.set(response, made)
  return made
}

const nothing: Directives = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
}

// Scripts come from our own files alone, whatever the page; styles also from an element with this answer's nonce, which
// is how a component library that writes its styles while it runs brings them in.
const page: Directives = {
  ...nothing,
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", (_request, response: ServerResponse) => `'nonce-${styleNonceOf(response)}'`],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  formAction: ["'self'"],
}

/**
 * The policies by kind of answer. Data and files may do nothing, even when somebody opens them as a page; `page` is for
 * our own pages; `documents` adds the inline styles that the viewer of the interface writes into itself.
 */
export const contentPolicies = {
  data: { useDefaults: false, directives: nothing },
  page: { useDefaults: false, directives: page },
  documents: { useDefaults: false, directives: { ...page, styleSrc: ["'self'", "'unsafe-inline'"] } },
} satisfies Record<string, Policy>

/** Features of the browser that no page of ours uses; a page that comes to need one names itself here. */
export const permissionsPolicy = [
  'accelerometer',
  'autoplay',
  'bluetooth',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'web-share',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ')
