/** What stands between a request and its answer: the session, the confirmation, the network. */

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

const listeners = new Set<() => void>()
let isLost = false

/** Whether the last request reached the server, as a store that React reads. */
export const connection = {
  isLost: () => isLost,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  tell(lost: boolean): void {
    if (lost === isLost) return
    isLost = lost
    for (const listener of listeners) listener()
  },
}
