/** Fifty people at work, in a thread of their own so that asking does not slow the answering more than it must. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/** What is asked over and over. */
export interface HttpWork {
  origin: string
  clients: number
  /** Path, cookie and body of every request; the clients share them out. */
  requests: readonly { path: string; cookie: string; body: string }[]
}

/** Sends all requests, each client one after the other, and answers how long each took, in milliseconds. */
export async function sendAll(work: HttpWork): Promise<number[]> {
  const worker = new Worker(new URL(import.meta.url), { workerData: work })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

async function atWork({ origin, clients, requests }: HttpWork): Promise<number[]> {
  const times: number[] = []
  let next = 0
  const client = async () => {
    while (next < requests.length) {
      const { path, cookie, body } = requests[next++]!
      const started = performance.now()
      const answer = await fetch(origin + path, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body,
      })
      const text = await answer.text()
      times.push(performance.now() - started)
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return times
}

if (!isMainThread) parentPort!.postMessage(await atWork(workerData as HttpWork))
