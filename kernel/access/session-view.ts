/** What a session is at this moment: at work in a post, or on the way there. */
import type { Actor } from './actor.ts'
import type { Role } from './role.ts'

/** A post that the account holds today, for choosing. */
export interface HeldPost {
  id: string
  role: Role
  unit: string
  division: number
  /** The name of the place; null when the tree of places does not know the code. */
  place: string | null
}

/** Who is signed in, and what stands between him and his work. */
export type SessionView = SignedIn &
  (
    | Working
    /** The password was right; the code of the authenticator is still to come. */
    | { state: 'secondFactor' }
    | { state: 'mustChangePassword' }
    | { state: 'choosing' }
    /** The post demands a second factor and the account has none yet. */
    | { state: 'mustEnrol' }
  )

/**
 * At work in a post; hidden values and exports are open until `confirmedUntil`. `isProven` says that this session has
 * passed the second factor, or that this installation asks nobody for one; without it no file of people goes out.
 */
export interface Working {
  state: 'working'
  actor: Actor
  confirmedUntil: Date
  isProven: boolean
}

interface SignedIn {
  account: { id: string; login: string; name: string; isEnrolled: boolean }
  /** The posts held today; with none of them nothing can be done but signing out. */
  posts: readonly HeldPost[]
  /** After so many minutes without a request the session ends. */
  idleMinutes: number
}
