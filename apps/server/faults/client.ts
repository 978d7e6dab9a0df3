/** A person's browser or phone: asks over HTTP, and sends an act again under the same id until it is answered. */
import http from 'node:http'
import { DEMO_PASSWORD } from '../demo/demo-accounts.ts'

/** What came back. */
export interface Answer {
  status: number
  body: Record<string, unknown>
  retryAfter: string | undefined
  ms: number
}

/** Where and as whom something is asked. */
export interface Asking {
  origin: string
  cookie?: string
  timeoutMs?: number
  agent?: http.Agent
}

/** What happened to all that was sent. */
export interface Tally {
  /** Answers by status; `0` stands for a connection that broke or stayed silent. */
  statuses: Map<number, number>
  /** Answers of 503 that did not say when to come again. */
  withoutRetryAfter: number
}

/** A tally of nothing. */
export function newTally(): Tally {
  return { statuses: new Map(), withoutRetryAfter: 0 }
}

const PATIENCE_MS = 20_000
const keepAlive = new http.Agent({ keepAlive: true, maxSockets: 1000 })

/** Asks once; throws when the connection breaks or nothing comes in time. */
export function post(asking: Asking, path: string, content: object): Promise<Answer> {
  const { origin, cookie, timeoutMs = PATIENCE_MS, agent = keepAlive } = asking
  const body = JSON.stringify(content)
  const since = performance.now()
  return new Promise((resolve, reject) => {
    const request = http.request(origin + path, {
      method: 'POST',
      agent,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...(cookie === undefined ? {} : { cookie }),
      },
    })
    request.once('error', reject)
    request.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.once('error', reject)
      // An answer that was cut off has no end, only a close.
      response.once('close', () => reject(new Error('the answer was cut off')))
      response.once('end', () => {
        if (!response.complete) return
        const retryAfter = response.headers['retry-after']
        const cookies = response.headers['set-cookie']?.[0]?.split(';')[0]
        const read = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
        const told = cookies === undefined ? read : { ...read, cookie: cookies }
        resolve({
          status: response.statusCode!,
          body: told,
          retryAfter,
          ms: performance.now() - since,
        })
      })
    })
    request.end(body)
  })
}

/** Asks once and counts what came back; answers nothing when nothing did. */
export async function tryOnce(
  asking: Asking,
  path: string,
  body: object,
  tally: Tally,
): Promise<Answer | undefined> {
  const answer = await post(asking, path, body).catch(() => undefined)
  const status = answer?.status ?? 0
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
  if (status === 503 && answer?.retryAfter === undefined) tally.withoutRetryAfter += 1
  return answer
}

/** Sends an act again and again, the same id and the same content, until the server has decided about it. */
export async function deliver(asking: Asking, path: string, body: object, tally: Tally): Promise<Answer> {
  for (;;) {
    const answer = await tryOnce(asking, path, body, tally)
    if (answer && answer.status < 500) return answer
    await new Promise((then) => setTimeout(then, 50 + Math.random() * 200))
  }
}

/** Signs a demo account in, again while the server is too busy, and answers its cookie. */
export async function signIn(origin: string, login: string): Promise<string> {
  const body = { login, password: DEMO_PASSWORD }
  const { status, body: told } = await deliver({ origin }, '/api/session/sign-in', body, newTally())
  if (status !== 200) throw new Error(`sign-in of ${login}: ${status} ${JSON.stringify(told)}`)
  return told['cookie'] as string
}
