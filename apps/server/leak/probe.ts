/** What the run sends to a route. */
import type { Aim } from './aim.ts'

/** A file as a form sends it: the member `file` of an upload's body. */
export interface SentFile {
  name: string
  content: Buffer
}

/** The body of an act or ask, the query of a download, or the fields and the file of an upload. */
export type Body = Readonly<Record<string, unknown>>

/** Marks a body made by `collides`. */
export const COLLIDES = Symbol('collides')

/**
 * Marks a body that sends an id of the sender's making, or an identity number, which another place of the county
 * already uses. The database refuses it, as it has to: ids are unique, and nobody is in two households. That it is
 * taken is told then; by whom and where is not, and nothing may be overwritten.
 */
export function collides(body: Body): Body {
  return Object.defineProperty({ ...body }, COLLIDES, { value: true })
}

/** Answers what to send so that the route touches `aim`; `own` is what the asker may touch. */
export type Probe = (at: { aim: Aim; own: Aim }) => readonly Body[]

/** Probes by the names of their routes. */
export type Probes = Readonly<Record<string, Probe>>
