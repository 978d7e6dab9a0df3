/** What stands between a request and its answer: the session, the confirmation, the network. */

import { watched } from './watched.ts'

/** The shell's answers to what the server demands; the calls of all pages go through it. */
export interface Gate {
  /** Asks the person for password or code; answers whether the request may be sent again. */
  confirm(): Promise<boolean>
  /** The session has ended: the shell shows the door. */
  signedOut(): void
  /** The server answered: idle time begins anew. */
  answered(): void
}

let gate: Gate = { confirm: () => Promise.resolve(false), signedOut: () => {}, answered: () => {} }

/** Puts the shell's gate in place; there is one. */
export function openGate(opened: Gate): void {
  gate = opened
}

/** The gate in place. */
export const currentGate = (): Gate => gate

/** Whether the last request failed to reach the server. */
export const isLost = watched(false)
