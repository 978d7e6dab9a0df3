/** Answers who is behind a token, anew at every request. */
import { type DivisionCode, dayOf } from '../../basis/index.ts'
import { type Actor, actorOf } from '../actor.ts'
import { mustChangePassword, noPost, notSignedIn } from '../problems.ts'
import type { SessionView } from '../session-view.ts'
import type { AccessDesk } from './desk.ts'
import { tokenHash } from './session-token.ts'
import { type SessionRow, findSession, touchSession } from './store/sessions.ts'
import { SYSTEM, withScope } from './with-scope.ts'

// Idle time is counted in minutes, so a request every second need not write every second.
const TOUCH_AFTER_MS = 20_000

/** Answers the session behind a token, or nothing when it has ended, idled too long or grown too old. */
export function sessionOf(
  { database, now }: Pick<AccessDesk, 'database' | 'now'>,
  token: string | undefined,
): Promise<SessionView | undefined> {
  if (!token) return Promise.resolve(undefined)
  const hash = tokenHash(token)
  const at = now()
  return withScope(database, SYSTEM, async (tx) => {
    const row = await findSession(tx, hash, at, dayOf(at))
    if (row && at.getTime() - row.seenAt.getTime() > TOUCH_AFTER_MS) await touchSession(tx, hash, at)
    return row && viewOf(row)
  })
}

/** Answers the actor behind a token; throws the problem that stands between him and his work. */
export async function actorOfSession(
  desk: Pick<AccessDesk, 'database' | 'now'>,
  token: string | undefined,
): Promise<Actor> {
  const session = await sessionOf(desk, token)
  if (!session) throw notSignedIn()
  switch (session.state) {
    case 'working':
      return session.actor
    case 'mustChangePassword':
      throw mustChangePassword()
    case 'choosing':
      throw noPost({ posts: session.posts.length })
    default:
      return session satisfies never
  }
}

/** Tells what a session is from its row. */
export function viewOf(row: SessionRow): SessionView {
  const { posts } = row
  const account = { id: row.account, login: row.login, name: row.name }
  if (row.mustChangePassword) return { state: 'mustChangePassword', account, posts }
  const post = posts.find(({ id }) => id === row.post)
  if (!post) return { state: 'choosing', account, posts }
  const actor = actorOf({
    account: account.id,
    name: account.name,
    post: post.id,
    role: post.role,
    unit: post.unit,
    division: post.division as DivisionCode,
    extra: row.extra as DivisionCode[],
  })
  return { state: 'working', account, posts, actor }
}
