/** Households and their people: ids, code lists, relations, income formula, data-quality rules, contract. */
export { type CodeList, type CodeOf, codesOf, isCode, labelOf, parseCode } from './codes/code-list.ts'
export {
  MOST_RISKS,
  clearWays,
  disasters,
  fuels,
  houseGrades,
  houseKinds,
  householdKinds,
  householdStates,
  monitoredKinds,
  personStates,
  risks,
  roadKinds,
  type ClearWay,
  type Disaster,
  type HouseGrade,
  type HouseKind,
  type HouseholdKind,
  type HouseholdState,
  type MonitoredKind,
  type PersonState,
  type Risk,
} from './codes/household.ts'
export {
  addReasons,
  inReasons,
  outReasons,
  removeReasons,
  type InReason,
  type OutReason,
} from './codes/member-change.ts'
export { nations, type Nation } from './codes/nation.ts'
export {
  disabilityGrades,
  disabilityKinds,
  dropoutReasons,
  educations,
  healths,
  idKinds,
  labours,
  politics,
  sexes,
  workAreas,
  type DropoutReason,
  type Education,
  type Health,
  type IdKind,
  type Labour,
  type Political,
  type Sex,
  type WorkArea,
} from './codes/person.ts'
export { isAtSchool, isCompulsoryStage, isVocational, schoolings, type Schooling } from './codes/schooling.ts'
export { factSensitivity } from './clearance.ts'
export * as contract from './contract.ts'
export { headRules, type HeadRuleBreach, type Relative } from './head-rules.ts'
export {
  identificationWindow,
  incomeMoments,
  incomeStatement,
  sumIncome,
  yearlyWindow,
  type IncomeAmounts,
  type IncomeMoment,
  type IncomeSums,
  type IncomeWindow,
} from './income.ts'
export {
  incomeForm2023,
  isIncomeLine,
  type IncomeBlock,
  type IncomeForm,
  type IncomeLine,
  type IncomeLineCode,
} from './income-lines.ts'
export { eventLabels, type EventAct } from './model.ts'
export type {
  Household,
  HouseholdFacts,
  HouseholdId,
  Income,
  Membership,
  Person,
  PersonFacts,
  PersonId,
  Safety,
} from './model.ts'
export { incomeLedger, personLedger } from './ledger.ts'
export { households } from './permissions.ts'
export {
  checkQuality,
  findingKey,
  findingText,
  qualityRules,
  qualitySettingsOn,
  type QualityFile,
  type QualityFinding,
  type QualityMeasure,
  type QualityOverride,
  type QualityRule,
  type QualitySettings,
} from './quality/index.ts'
export { headSexOf, relations, sexOf, type Relation } from './relation.ts'
