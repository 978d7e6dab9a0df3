/** Files to and from the server, with progress. */
import { currentGate, isLost } from './gate.ts'
import { LostConnection } from './problem-answer.ts'
import { problemIn, through } from './send.ts'

/** Fetches a file below `/api` and hands it to the person under the name the server gives it. */
export async function receiveFile(path: string, query: Readonly<Record<string, string>> = {}): Promise<void> {
  const search = new URLSearchParams(query).toString()
  const response = await through(() => fetch(`/api${path}${search === '' ? '' : `?${search}`}`))
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = decodeURIComponent(name ?? '文件')
  link.click()
  URL.revokeObjectURL(url)
}

/** What goes with a file. */
interface Sending {
  fields?: Readonly<Record<string, string>>
  /** Told how much has been sent, 0 to 1. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

/** Sends a file and its fields below `/api`; throws like `call`. */
export function sendFile(path: string, file: File, { fields = {}, onProgress, signal }: Sending = {}) {
  const form = new FormData()
  // Fields first: the server reads them before it stores the file.
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', file)
  return new Promise<unknown>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api${path}`)
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
    request.onerror = () => {
      isLost.set(true)
      reject(new LostConnection())
    }
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    request.onload = () => {
      isLost.set(false)
      currentGate().answered()
      if (request.status < 300) return resolve(JSON.parse(request.responseText))
      const answer = { status: request.status, text: () => Promise.resolve(request.responseText) }
      void problemIn(answer).then(reject)
    }
    signal?.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}
