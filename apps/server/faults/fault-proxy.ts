/** A bad network between a client and the server: late, narrow, cut off, or open on one side only. */
import { createServer, connect, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { pipeline, Transform } from 'node:stream'

/** What befalls one connection. */
export interface Weather {
  /** Milliseconds before each piece goes on, and how much they vary. */
  delayMs: number
  jitterMs: number
  /** Bytes each way in a second; none is as fast as it goes. */
  bytesPerSecond?: number
  /** After so many bytes of the answer the connection is cut. */
  cutAfter?: number
  /** After so many bytes of the request nothing goes on, and nobody is told. */
  silentAfter?: number
}

/** The proxy. */
export interface FaultProxy {
  origin: string
  connections(): number
  close(): Promise<void>
}

/** Opens a proxy before the server; `weatherOf` decides for each connection, by its number. */
export async function faultProxy(
  serverOrigin: string,
  weatherOf: (nth: number) => Weather,
): Promise<FaultProxy> {
  const target = Number(new URL(serverOrigin).port)
  const open = new Set<Socket>()
  let count = 0
  // Each side ends by itself: what is under way when the server says goodbye must still arrive.
  const proxy = createServer({ allowHalfOpen: true }, (client) => {
    const weather = weatherOf(count++)
    const server = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    for (const socket of [client, server]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => open.delete(socket))
    }
    const cut = () => {
      client.destroy()
      server.destroy()
    }
    pipeline(client, narrow(weather, weather.silentAfter, 'silent'), server, () => {})
    pipeline(server, narrow(weather, weather.cutAfter, cut), client, cut)
  })
  await listening(proxy)
  return {
    origin: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    connections: () => count,
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((then) => proxy.close(then))
    },
  }
}

function narrow(
  { delayMs, jitterMs, bytesPerSecond }: Weather,
  limit: number | undefined,
  atLimit: (() => void) | 'silent',
): Transform {
  let passed = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const late = delayMs + (Math.random() * 2 - 1) * jitterMs
      const slow = bytesPerSecond === undefined ? 0 : (chunk.length / bytesPerSecond) * 1000
      setTimeout(() => {
        const left = limit === undefined ? chunk.length : Math.max(0, limit - passed)
        passed += chunk.length
        if (left > 0) this.push(chunk.subarray(0, left))
        if (limit !== undefined && passed >= limit && atLimit !== 'silent') setImmediate(atLimit)
        done()
      }, late + slow)
    },
  })
}

function listening(server: Server): Promise<void> {
  return new Promise((then) => server.listen(0, '127.0.0.1', then))
}
