/** Sends one request and reads one answer. */
import type { ProblemDetails } from '../../basis/index.ts'
import { currentGate, isLost } from './gate.ts'
import { LostConnection, ProblemAnswer } from './problem-answer.ts'

/**
 * Posts JSON below `/api`. On 428 the person is asked to confirm, and the same request goes once more.
 * Throws `ProblemAnswer` for what the server refuses, `LostConnection` when it was not reached.
 */
export async function send(path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
  return through(() =>
    fetch(`/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
      signal,
    }),
  ).then((answer) => answer.json())
}

/** Runs a request through the gate; answers a response that succeeded. */
export async function through(ask: () => Promise<Response>, isSecond = false): Promise<Response> {
  const response = await reached(ask)
  if (response.ok) return response
  const problem = await problemIn(response)
  if (problem.code === 'access.confirm-first' && !isSecond && (await currentGate().confirm()))
    return through(ask, true)
  if (problem.code === 'access.not-signed-in') currentGate().signedOut()
  throw problem
}

async function reached(ask: () => Promise<Response>): Promise<Response> {
  try {
    const response = await ask()
    // A gateway that stands alone answers for a server that is not there.
    const isThere = response.status !== 502 && response.status !== 504
    isLost.set(!isThere)
    if (!isThere) throw new LostConnection()
    currentGate().answered()
    return response
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    isLost.set(true)
    throw new LostConnection()
  }
}

/** Reads a refusal; one that is no problem document gets a sentence of its own. */
export async function problemIn(response: Pick<Response, 'status' | 'text'>): Promise<ProblemAnswer> {
  const text = await response.text().catch(() => '')
  try {
    const details = JSON.parse(text) as ProblemDetails
    if (typeof details.code === 'string' && typeof details.detail === 'string')
      return new ProblemAnswer(details)
  } catch {
    // Not JSON: an answer of something between here and the server.
  }
  return new ProblemAnswer({
    type: 'urn:xinlu:problem:web.strange-answer',
    title: '请求未能完成',
    status: response.status,
    detail: `服务器的答复无法识别（${response.status}）。请稍后再试，或联系系统管理员。`,
    code: 'web.strange-answer',
  })
}
