/** A desk at the door for tests: a clock that is set by hand, and an audit trail that is a list. */
import { type AccessDesk, type Database, type Recorder, memoryKeys } from '../server/index.ts'

/** An entry as sign-in wrote it. */
export interface Noted {
  who: Parameters<Recorder>[1]
  act: string
  note: Parameters<Recorder>[3]
  outcome: string
}

/** The desk, its clock, and what it noted. */
export interface TestDoor extends AccessDesk {
  noted: Noted[]
  /** Lets minutes pass. */
  pass(minutes: number): void
}

// One ring for all doors of a file: what one of them sealed, the next has to open.
const keys = memoryKeys()

/** Opens a door on a database, at half past eight on a working day. */
export function testDoor(database: Database): TestDoor {
  let at = new Date('2026-11-24T00:30:00Z').getTime()
  const noted: Noted[] = []
  return {
    database,
    keys,
    noted,
    now: () => new Date(at),
    pass: (minutes) => {
      at += minutes * 60_000
    },
    record: async (_tx, who, act, note, outcome = 'done') => {
      noted.push({ who, act, note, outcome })
    },
  }
}
