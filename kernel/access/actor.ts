/** The person at work: which account, in which post, over which places. */
import { type DivisionCode, type Scope, isWithin, scopeOf } from '../basis/index.ts'
import type { Permission } from './permission.ts'
import type { Role } from './role.ts'

/** Who acts in a request. `scope` is the post's place, `extra` the short list of places beside it. */
export interface Actor {
  account: string
  name: string
  post: string
  role: Role
  unit: string
  division: DivisionCode
  scope: Scope
  extra: readonly DivisionCode[]
}

/** Makes an actor from a post; its scope is the range of the post's division. */
export function actorOf(post: Omit<Actor, 'scope' | 'extra'> & { extra?: readonly DivisionCode[] }): Actor {
  return { ...post, scope: scopeOf(post.division), extra: post.extra ?? [] }
}

/**
 * Answers whether the actor may do a thing, and, when a division is given, do it there.
 * @example can(actor, households.read, 140902101001)
 */
export function can(actor: Actor, permission: Permission, division?: DivisionCode): boolean {
  return permission.roles.includes(actor.role) && (division === undefined || reaches(actor, division))
}

/** Answers whether a place lies in what the actor's post covers. */
export function reaches(actor: Actor, division: DivisionCode): boolean {
  return isWithin(division, actor.scope) || actor.extra.includes(division)
}
