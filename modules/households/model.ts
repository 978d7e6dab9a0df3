/** What a household and a person are: ids, rows in the words of the office, memberships. */
import type { Day, DivisionCode, Fen, Id, Month } from '@xinlu/kernel/basis'
import type {
  ClearWay,
  Disaster,
  HouseGrade,
  HouseKind,
  HouseholdKind,
  HouseholdState,
  MonitoredKind,
  PersonState,
  Risk,
} from './codes/household.ts'
import type { InReason, OutReason } from './codes/member-change.ts'
import type { Nation } from './codes/nation.ts'
import type {
  DropoutReason,
  Education,
  Health,
  IdKind,
  Labour,
  Political,
  Sex,
  WorkArea,
} from './codes/person.ts'
import type { Schooling } from './codes/schooling.ts'
import type { IncomeMoment, IncomeSums, IncomeWindow } from './income.ts'
import type { Relation } from './relation.ts'

export type HouseholdId = Id<'household'>
export type PersonId = Id<'person'>

/** What visits find and keep of a household: land, road, house, water, fuel, and who leads it. Areas in 亩. */
export interface HouseholdFacts {
  groupName: string | null
  address: string | null
  militaryFamily: boolean | null
  noLabourBackstop: boolean | null
  arableMu: number | null
  pastureMu: number | null
  waterMu: number | null
  forestMu: number | null
  returnedMu: number | null
  orchardMu: number | null
  roadKind: string | null
  roadKm: number | null
  cooperative: boolean | null
  leadingCompany: boolean | null
  pioneer: boolean | null
  houseKind: HouseKind | null
  houseGrade: HouseGrade | null
  houseArea: number | null
  fuel: string | null
  hasPower: boolean | null
  hasProductionPower: boolean | null
  hasBroadcast: boolean | null
  hasSafeWater: boolean | null
  hasToilet: boolean | null
  houseUnsafe: boolean | null
  schoolDropout: boolean | null
  waterUnsafe: boolean | null
  uninsured: boolean | null
}

/** A household as it is now. True in the four guarantee fields means that the last visit found a problem. */
export interface Household extends HouseholdFacts {
  id: HouseholdId
  county: number
  division: DivisionCode
  code: string | null
  hasPhone: boolean
  kind: HouseholdKind
  monitored: MonitoredKind | null
  risks: Risk[]
  disaster: Disaster | null
  riskNote: string | null
  epidemic: boolean
  firstIdentifiedMonth: Month | null
  identifiedMonth: Month | null
  clearedMonth: Month | null
  clearWay: ClearWay | null
  relocated: boolean
  head: PersonId | null
  size: number
  headName: string | null
  state: HouseholdState
  successor: { county: number; household: HouseholdId } | null
  visitedOn: Day | null
  ver: number
}

/** Facts of a person that are asked once and kept: everything but the sealed numbers. */
export interface PersonFacts {
  name: string
  sex: Sex | null
  born: Day | null
  nation: Nation | null
  political: Political | null
  education: Education | null
  schooling: Schooling | null
  dropoutReason: DropoutReason | null
  health: Health[]
  disabilityKind: number | null
  disabilityGrade: number | null
  labour: Labour | null
  worksAway: boolean | null
  workArea: WorkArea | null
  workPlace: string | null
  workCompany: string | null
  workFrom: Day | null
  workTo: Day | null
  workMonths: number | null
  postKind: string | null
  postMonths: number | null
  insuredResident: boolean | null
  insuredWorker: boolean | null
  criticalInsurance: boolean | null
  pensionResident: boolean | null
  pensionWorker: boolean | null
  lowIncome: boolean | null
  destitute: boolean | null
  relocated: boolean | null
  speaksMandarin: boolean | null
  onService: boolean | null
  schoolGrant: boolean | null
}

/** A person as they are now; numbers are shown only by their presence. */
export interface Person extends PersonFacts {
  id: PersonId
  county: number
  division: DivisionCode
  household: HouseholdId | null
  relation: Relation | null
  code: string | null
  idKind: IdKind | null
  hasId: boolean
  hasPhone: boolean
  hasDisabilityCard: boolean
  state: PersonState
  ver: number
}

/** One stay of a person in a household; `toOn` is the first day on which it is over. */
export interface Membership {
  household: HouseholdId
  person: PersonId
  relation: Relation
  fromOn: Day
  toOn: Day | null
  inReason: InReason
  outReason: OutReason | null
}

/** The four guarantees at one moment: true means there was a problem, null that nobody wrote it down. */
export interface Safety {
  houseUnsafe: boolean | null
  schoolDropout: boolean | null
  waterUnsafe: boolean | null
  uninsured: boolean | null
}

/** Income of a household as it was taken at one moment over one window. */
export interface Income extends IncomeSums {
  id: Id<'income'>
  moment: IncomeMoment
  window: IncomeWindow
  lines: { line: string; fen: Fen }[]
  source: string
  ver: number
}

/** What happened to a household, as the history calls it. */
export const eventLabels = {
  registered: '新建户档',
  memberAdded: '增加人口',
  memberRemoved: '减少人口',
  split: '分户',
  merged: '合户',
  headChanged: '户主变更',
  moved: '迁移',
  movedOut: '迁出',
  movedIn: '迁入',
  moveSent: '申请迁移',
  moveWithdrawn: '撤回迁移',
  identityCorrected: '更正证件',
  visited: '走访',
  incomeRecorded: '登记收支',
  imported: '导入名单',
  incomeImported: '导入收入',
} as const

/** The code of a happening. */
export type EventAct = keyof typeof eventLabels
