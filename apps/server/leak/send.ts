/** Sends one request through the real server, and reads the answer in the clear. */
import type { FastifyInstance } from 'fastify'
import { setTimeout } from 'node:timers/promises'
import { newId } from '@xinlu/kernel/basis'
import type { Body, SentFile } from './probe.ts'
import { entriesOf } from './zip-entries.ts'
import type { RouteUnderTest } from './inventory.ts'

/** An answer: its status, and every readable character of head and body. */
export interface Answer {
  status: number
  text: string
}

const BUSY = 503
const PATIENCE = 20

/**
 * Sends `body` as the kind of route wants it; a member `file` goes out as the file of a form. A server that is busy is
 * asked again, as it asks to be: "later" says nothing of what was asked for.
 */
export async function send(
  app: FastifyInstance,
  route: RouteUnderTest,
  cookie: string | undefined,
  body: Body,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await sendOnce(app, route, cookie, body)
    if (answer.status !== BUSY || tries === PATIENCE) return answer
    await setTimeout(500)
  }
}

async function sendOnce(
  app: FastifyInstance,
  route: RouteUnderTest,
  cookie: string | undefined,
  body: Body,
): Promise<Answer> {
  const response = await rawAnswer(app, route, cookie, body)
  const head = Object.entries(response.headers)
    .filter(([name]) => name !== 'date' && !name.startsWith('x-'))
    .map(([name, value]) => `${name}: ${decoded(String(value))}`)
  return { status: response.statusCode, text: `${head.join('\n')}\n\n${await readable(response.rawPayload)}` }
}

/** Sends the same, and answers the response as it came. */
export function rawAnswer(
  app: FastifyInstance,
  route: RouteUnderTest,
  cookie: string | undefined,
  body: Body,
) {
  const { headers, ...content } = contentOf(route, body)
  return app.inject({
    method: route.method,
    headers: cookie === undefined ? headers : { ...headers, cookie },
    ...content,
  })
}

interface Content {
  url: string
  payload?: object | Buffer
  headers?: Record<string, string>
}

function contentOf(route: RouteUnderTest, body: Body): Content {
  switch (route.kind) {
    case 'act':
      return { url: route.url, payload: { ...body, command: body.command ?? newId() } }
    case 'ask':
      return { url: route.url, payload: body }
    case 'download':
      return { url: withQuery(route.url, body) }
    case 'upload':
      return form(route.url, body)
    default:
      return route.kind satisfies never
  }
}

function withQuery(url: string, body: Body): string {
  const rest = new URLSearchParams()
  let path = url
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue
    if (path.includes(`:${name}`)) path = path.replace(`:${name}`, encodeURIComponent(String(value)))
    else rest.set(name, String(value))
  }
  return `${path}?${rest.toString()}`
}

function form(url: string, { file, ...fields }: Body) {
  const boundary = 'xinlu-leak-run'
  const parts = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${String(value)}\r\n`,
    )
  const { name, content } = file as SentFile
  const payload = Buffer.concat([
    Buffer.from(parts.join('')),
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { url, payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

// A workbook is a packed folder: what is in it can only be looked for unpacked.
async function readable(bytes: Buffer): Promise<string> {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return bytes.toString('utf8')
  const entries = await entriesOf(bytes)
  return entries.map(({ name, content }) => `${name}\n${content.toString('utf8')}`).join('\n')
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header)
  } catch {
    return header
  }
}
