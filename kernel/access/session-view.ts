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
  ({ state: 'working'; actor: Actor } | { state: 'choosing' } | { state: 'mustChangePassword' })

interface SignedIn {
  account: { id: string; login: string; name: string }
  /** The posts held today; with none of them nothing can be done but signing out. */
  posts: readonly HeldPost[]
}
