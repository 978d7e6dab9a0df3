/** What every fault is given. */
import type { FaultCity } from './fault-city.ts'

/** The city and the sizes of this run. */
export interface FaultRun {
  city: FaultCity
  /** Seconds instead of minutes, for a first look and for the tests. */
  isShort: boolean
  /** Acknowledged writes that the kills of database and server must survive together. */
  writes: number
  /** Acts that arrive twice and out of order. */
  acts: number
  /** Minutes of ten times the load. */
  minutes: number
}
