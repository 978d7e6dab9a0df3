/** What a data-quality rule looks at, and what it answers. */
import type { Day, Fen, Month } from '@xinlu/kernel/basis'
import type { ClearWay, Disaster, HouseholdKind, MonitoredKind, Risk } from '../codes/household.ts'
import type { IncomeMoment, IncomeSums } from '../income.ts'
import type { PersonFacts, Safety } from '../model.ts'
import type { Relation } from '../relation.ts'
import type { QualitySettings } from './settings.ts'

/** Codes of the rules. */
export type QualityCode = `DQ${string}`

/** A number that is sealed: whether there is one is known, its digits only where they were just given. */
export interface SealedNumber {
  given: boolean
  /** The digits, where they are at hand: at entry and on import, not on stored rows. */
  digits?: string
  /** Equal for equal numbers of one kind; for noticing doubles without the digits. */
  key?: string
}

/** One member as the rules see them. */
export interface QualityPerson extends PersonFacts {
  id: string
  relation: Relation
  idNumber: SealedNumber
  phone: SealedNumber
  hasDisabilityCard: boolean
}

/** The household itself as the rules see it. */
export interface QualityHousehold {
  kind: HouseholdKind
  monitored: MonitoredKind | null
  risks: readonly Risk[]
  disaster: Disaster | null
  identifiedMonth: Month | null
  clearedMonth: Month | null
  clearWay: ClearWay | null
  waterUnsafe: boolean | null
  uninsured: boolean | null
  schoolDropout: boolean | null
  phone: SealedNumber
}

/** 帮扶措施 by category; the categories of the national form. */
export type MeasureKind =
  | 'industry'
  | 'employment'
  | 'finance'
  | 'post'
  | 'health'
  | 'compulsoryEducation'
  | 'education'
  | 'protection'
  | 'housing'
  | 'water'
  | 'social'
  | 'relocation'
  | 'living'
  | 'infrastructure'

/** One measure of a household. */
export interface QualityMeasure {
  kind: MeasureKind
  /** Named items that rules ask for. */
  item?: 'medicalPremium' | 'schoolGrant'
  started: boolean
  from: Month
}

/** Everything about one household. `measures` and `line` stay away where they are not known; rules about them then keep silent. */
export interface QualityFile {
  today: Day
  household: QualityHousehold
  members: readonly QualityPerson[]
  safety: { identified?: Safety; cleared?: Safety }
  incomes: Partial<Record<IncomeMoment, IncomeSums>>
  measures?: readonly QualityMeasure[]
  /** The 监测范围 line in force, in 分 per person and year. */
  line?: Fen
  settings: QualitySettings
}

/** One thing that looks wrong. A rule and a mark (and a person) name it for good, so that a reason can be kept for it. */
export interface QualityFinding {
  rule: QualityCode
  mark: string
  person?: string
  /** What was found, and where. */
  what: string
  /** Why it matters. */
  why: string
  /** What to do about it. */
  todo: string
}

/** A rule: its code, its name, where it comes from, and the check over a whole household. */
export interface QualityRule {
  code: QualityCode
  title: string
  source: string
  check(file: QualityFile): QualityFinding[]
}

/** Answers the finding in one sentence after another, as it is shown. */
export function findingText(finding: Pick<QualityFinding, 'what' | 'why' | 'todo'>): string {
  return `${finding.what}${finding.why}${finding.todo}`
}

/** Makes findings of one rule, so that the code is written once. */
export function findingsOf(
  rule: QualityCode,
  found: readonly (Omit<QualityFinding, 'rule'> | false | null)[],
): QualityFinding[] {
  return found.flatMap((one) => (one ? [{ rule, ...one }] : []))
}
