/** A household of the demo city with everything decided: who, where, what befell it. */
import type { Day } from '@xinlu/kernel/basis'
import type { Fate } from './fate.ts'
import type { Member } from './family.ts'
import type { InventedName } from './invented-names.ts'

/** A member with a name, a number and an id. */
export interface SettledMember extends Member {
  id: string
  name: InventedName
  citizenId: string
  phone: string | null
}

/** A household, placed. */
export interface Settled {
  id: string
  code: string
  county: number
  division: number
  groupName: string
  villageName: string
  members: SettledMember[]
  fate: Fate
  today: Day
}
