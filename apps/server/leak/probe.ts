/** What the run sends to a route. */
import type { Aim } from './aim.ts'

/** A file as a form sends it: the member `file` of an upload's body. */
export interface SentFile {
  name: string
  content: Buffer
}

/** The body of an act or ask, the query of a download, or the fields and the file of an upload. */
export type Body = Readonly<Record<string, unknown>>

/** Names the member that stands for an id made by the sender, in a body that sends one which is taken elsewhere. */
export const COLLIDES = Symbol('collides')

/**
 * Marks a body in which the sender makes up an id that another place already uses. The database refuses it, as it has
 * to; nobody guesses an id of 122 bits, so that this tells is no leak, but nothing may be shown or overwritten.
 */
export function collides(body: Body): Body {
  return Object.defineProperty({ ...body }, COLLIDES, { value: true })
}

/** Answers what to send so that the route touches `aim`; `own` is what the asker may touch. */
export type Probe = (at: { aim: Aim; own: Aim }) => readonly Body[]

/** Probes by the names of their routes. */
export type Probes = Readonly<Record<string, Probe>>
