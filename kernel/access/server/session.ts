/** Answers who is behind a token, anew at every request. */
import { type DivisionCode, dayOf } from '../../basis/index.ts'
import { type Actor, actorOf } from '../actor.ts'
import { mustChangePassword, mustEnrol, needsSecondFactor, noPost, notSignedIn } from '../problems.ts'
import type { SessionView, Working } from '../session-view.ts'
import type { AccessDesk } from './desk.ts'
import { tokenHash } from './session-token.ts'
import { type SessionRow, findSession, touchSession } from './store/sessions.ts'
import { SYSTEM, withScope } from './with-scope.ts'
import { withGlance } from './with-view.ts'

// Idle time is counted in minutes, so a request every second need not write every second.
const TOUCH_AFTER_MS = 20_000

/** Answers the session behind a token, or nothing when it has ended, idled too long or grown too old. */
export async function sessionOf(
  { database, now }: Pick<AccessDesk, 'database' | 'now'>,
  token: string | undefined,
): Promise<SessionView | undefined> {
  if (!token) return undefined
  const hash = tokenHash(token)
  const at = now()
  const row = await withGlance(database, SYSTEM, (tx) => findSession(tx, hash, at, dayOf(at)))
  if (!row) return undefined
  if (at.getTime() - row.seenAt.getTime() > TOUCH_AFTER_MS)
    await withScope(database, SYSTEM, (tx) => touchSession(tx, hash, at))
  return viewOf(row)
}

/** Answers the session of somebody at work; throws the problem that stands between him and his work. */
export async function workingSession(
  desk: Pick<AccessDesk, 'database' | 'now'>,
  token: string | undefined,
): Promise<Working> {
  const session = await sessionOf(desk, token)
  if (!session) throw notSignedIn()
  switch (session.state) {
    case 'working':
      return session
    case 'secondFactor':
      throw needsSecondFactor()
    case 'mustEnrol':
      throw mustEnrol()
    case 'mustChangePassword':
      throw mustChangePassword()
    case 'choosing':
      throw noPost({ posts: session.posts.length })
    default:
      return session satisfies never
  }
}

/** Answers the actor behind a token; throws like `workingSession`. */
export async function actorOfSession(
  desk: Pick<AccessDesk, 'database' | 'now'>,
  token: string | undefined,
): Promise<Actor> {
  return (await workingSession(desk, token)).actor
}

/** Tells what a session is from its row. The second factor comes before all: a one-time password alone opens nothing. */
export function viewOf(row: SessionRow): SessionView {
  const { posts, isEnrolled, idleMinutes } = row
  const account = { id: row.account, login: row.login, name: row.name, isEnrolled }
  if (isEnrolled && !row.factorAt) return { state: 'secondFactor', account, posts, idleMinutes }
  if (row.mustChangePassword) return { state: 'mustChangePassword', account, posts, idleMinutes }
  const post = posts.find(({ id }) => id === row.post)
  if (!post) return { state: 'choosing', account, posts, idleMinutes }
  if (!row.factorAt && row.demanding.includes(post.role))
    return { state: 'mustEnrol', account, posts, idleMinutes }
  const actor = actorOf({
    account: account.id,
    name: account.name,
    post: post.id,
    role: post.role,
    unit: post.unit,
    division: post.division as DivisionCode,
    extra: row.extra as DivisionCode[],
  })
  const isProven = row.factorAt !== null || !row.isFactorAsked
  return {
    state: 'working',
    account,
    posts,
    idleMinutes,
    actor,
    confirmedUntil: row.confirmedUntil,
    isProven,
  }
}
