/** The network address that a request came from. */
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** Trusts the gateway that speaks to us, and nobody before it: what a sender writes into the header himself counts for nothing. */
export const trustGateway = (_address: string, hop: number): boolean => hop === 0

/** Answers the address; that of the connection, where the gateway's header holds none. */
export function senderAddress({ ip, socket }: FastifyRequest): string {
  return isIP(ip) === 0 ? (socket.remoteAddress ?? '0.0.0.0') : ip
}
