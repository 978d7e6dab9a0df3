/** What a run tried and what it found. */

/** Something that must not be. */
export interface Fault {
  what:
    | 'answered 5xx'
    | 'refused without a sentence'
    | 'not kept as written'
    | 'shown otherwise'
    | 'live formula'
    | 'row lost'
    | 'log line broken'
    | 'damaged database'
  where: string
  family: string
  text: string
  evidence: string
}

/** Counts of one part of a run. */
export interface Tally {
  part: string
  payloads: number
  fields: Set<string>
  requests: number
  refused: number
  kept: number
  shown: number
  faults: Fault[]
}

/** Begins a count. */
export const tallyOf = (part: string, payloads: number): Tally => ({
  part,
  payloads,
  fields: new Set(),
  requests: 0,
  refused: 0,
  kept: 0,
  shown: 0,
  faults: [],
})
