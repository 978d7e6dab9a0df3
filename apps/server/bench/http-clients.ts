/** Fifty people at work, in a process of their own: at the pace of an office, or as fast as answers come. */
import { fork } from 'node:child_process'
import { Agent, request } from 'node:http'

/** What is asked, and how. */
export interface HttpWork {
  origin: string
  clients: number
  /**
   * Every so many milliseconds each client asks, whether its last answer has come or not, and waiting is counted from
   * the moment planned; without a pace each client asks again as soon as it is answered.
   */
  everyMs?: number
  /** Path, cookie and body of every request; the clients share them out. */
  requests: readonly { path: string; cookie: string; body: string }[]
}

/** How long each answer took in milliseconds, how long all of it took, and how many were turned away under load. */
export interface HttpAnswers {
  times: number[]
  ms: number
  turnedAway: number
}

/** Sends all requests from a child process over connections that stay open; an answer that is neither 200 nor 503 is an error. */
export function sendAll(work: HttpWork): Promise<HttpAnswers> {
  const child = fork(import.meta.filename)
  return new Promise((resolve, reject) => {
    child.once('message', (told: HttpAnswers | { failed: string }) => {
      if ('failed' in told) reject(new Error(told.failed))
      else resolve(told)
      child.disconnect()
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the clients ended with ${code}`)))
    child.send(work)
  })
}

/** Sends a request; answers the moment at which it was answered, or nothing when it was turned away. */
type Send = (n: number) => Promise<number | undefined>

async function atWork(work: HttpWork): Promise<HttpAnswers> {
  const agent = new Agent({ keepAlive: true })
  let turnedAway = 0
  const send: Send = async (n) => {
    const isDone = await post(agent, work.origin, work.requests[n]!)
    if (isDone) return performance.now()
    turnedAway += 1
    return undefined
  }
  const started = performance.now()
  const times =
    work.everyMs === undefined ? await flatOut(work, send) : await atPace(work, work.everyMs, send)
  agent.destroy()
  return { times, ms: performance.now() - started, turnedAway }
}

async function flatOut({ clients, requests }: HttpWork, send: Send): Promise<number[]> {
  const times: number[] = []
  let next = 0
  const client = async () => {
    while (next < requests.length) {
      const started = performance.now()
      const answered = await send(next++)
      if (answered !== undefined) times.push(answered - started)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return times
}

// Moments are fixed before the first request: one slow answer delays nobody's next question, and hides none.
async function atPace({ clients, requests }: HttpWork, everyMs: number, send: Send): Promise<number[]> {
  const started = performance.now() + 50
  const times = await Promise.all(
    requests.map(async (_, n) => {
      const planned = started + (n + spread(n)) * (everyMs / clients)
      await new Promise((resolve) => setTimeout(resolve, planned - performance.now()))
      const answered = await send(n)
      return answered === undefined ? [] : [answered - planned]
    }),
  )
  return times.flat()
}

// People do not ask in step: each moment is moved by up to one place, the same at every run.
function spread(n: number): number {
  return (n * 0.618_033_988_75) % 1
}

function post(
  agent: Agent,
  origin: string,
  { path, cookie, body }: HttpWork['requests'][number],
): Promise<boolean> {
  const headers = { cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const sent = request(origin + path, { method: 'POST', agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('error', reject)
      answer.once('end', () => {
        if (answer.statusCode === 200 || answer.statusCode === 503) resolve(answer.statusCode === 200)
        else {
          const text = Buffer.concat(parts).toString('utf8').slice(0, 300)
          reject(new Error(`${path}: ${answer.statusCode} ${text}`))
        }
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

process.on('message', (work: HttpWork) => {
  atWork(work).then(
    (answers) => process.send!(answers),
    (error: unknown) => process.send!({ failed: String(error) }),
  )
})
