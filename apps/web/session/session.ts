/** Who is signed in, as a store that React reads; every answer of the door goes into it. */
import type { SessionView } from '@xinlu/kernel/access'
import { ProblemAnswer, type Wire, send, watched } from '@xinlu/kernel/commands/web'
import { dropDrafts } from '@xinlu/ui'

/** A session as the browser gets it. */
export type SeenSession = Wire<SessionView>

/** What the app knows: not asked yet, nobody, somebody; `why` is said at the door. */
export type SessionState =
  | { is: 'unknown' }
  | { is: 'out'; why?: string }
  | { is: 'unreached'; error: unknown }
  | { is: 'in'; session: SeenSession }

/** The store. */
export const session = watched<SessionState>({ is: 'unknown' })

/** Asks the server who is signed in. */
export async function askWhoIsIn(): Promise<void> {
  try {
    session.set({ is: 'in', session: await knock<SeenSession>('who-am-i') })
  } catch (error) {
    const isOut = error instanceof ProblemAnswer && error.status === 401
    session.set(isOut ? { is: 'out' } : { is: 'unreached', error })
  }
}

/** Sends one step of the door; what it answers is the session from now on. */
export async function step(name: string, body: object = {}): Promise<SeenSession> {
  const seen = await knock<SeenSession>(name, body)
  session.set({ is: 'in', session: seen })
  return seen
}

/** Leaves: the server forgets the session, the app what it showed; without a `why` also what was typed. */
export async function signOut(why?: string): Promise<void> {
  if (why === undefined) dropDrafts()
  // Whether or not the server could be told, nothing stays on this screen.
  await knock('sign-out').catch(() => undefined)
  session.set({ is: 'out', why })
}

/** Asks one thing of the door without changing who is signed in. */
export async function knock<T>(name: string, body: object = {}): Promise<T> {
  return (await send(`/session/${name}`, body)) as T
}
