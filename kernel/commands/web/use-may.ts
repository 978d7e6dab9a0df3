/** What the person at work may do: for leaving out what the server would refuse. The server decides all the same. */
import { createContext, useContext } from 'react'
import { type Actor, type Permission, can } from '../../access/index.ts'

const AtWork = createContext<Actor | undefined>(undefined)

/** Tells everything below who is at work; the shell has one. */
export const ActorProvider = AtWork.Provider

/** The person at work in his post. */
export function useActor(): Actor {
  const actor = useContext(AtWork)
  if (!actor) throw new Error('nobody is at work here')
  return actor
}

/** Whether the post at work has a permission. */
export function useMay(permission: Permission): boolean {
  return can(useActor(), permission)
}
