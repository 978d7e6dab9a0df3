/** Functions whose SQL does not run as it is on a database spread by county, and what each of them waits for. */
import type { Unfit } from './county-joins.ts'

// The rows of a batch lie with the county that received it, the records they mean with their own: joined in one
// statement they cross. A batch of one county has to say so, one of the city to be written county by county.
const crossing = 'rows of a batch of the city are joined with the registers of several counties'
const holding = 'rows of several counties are held at once while a batch is written or taken back'
const taking = 'the oldest marks are taken in one statement, so that two takers never take the same'

/** `function → why → reason`; a function that no longer needs its line fails the test. */
export const unfitAllowed: Readonly<Record<string, Partial<Record<Unfit, string>>>> = {
  judgePeople: { joinsCounties: crossing },
  writePeople: { joinsCounties: crossing, locksCounties: holding },
  writeIncome: { locksCounties: holding },
  takeBackPeople: { joinsCounties: crossing, locksCounties: holding },
  takeBackIncome: { joinsCounties: crossing, locksCounties: holding },
  commitTable: { locksCounties: holding },
  undoTable: { joinsCounties: crossing },
  settleWaiting: { joinsCounties: crossing },
  takeDirty: { writesInPart: taking },
}
