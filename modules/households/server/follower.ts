/** The port by which other modules' records follow a household that moves. */
import type { DivisionCode } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'

/** A household that now lies elsewhere in its county; one that leaves the county leaves its records there. */
export interface Moved {
  county: number
  household: string
  division: DivisionCode
}

/** Gives a module's records of the household their new place, in the transaction of the move. */
export type Follower = (tx: Tx, moved: Moved) => Promise<void>
