/** The face of departments: the feeds, their ledgers, the contract, who may read what. */
export { mayReadFact } from './clearance.ts'
export * as departmentContract from './contract.ts'
export { defaultCalendar, type DefaultPush } from './default-calendar.ts'
export { factsOf, type Fact } from './facts.ts'
export {
  cadences,
  feeds,
  feedsOf,
  legalBases,
  legalBasesOn,
  type Cadence,
  type Feed,
  type LegalBasis,
  type Topic,
} from './feeds.ts'
export { departmentLedgers } from './ledgers/index.ts'
export {
  departmentOfUnit,
  departments,
  feedNames,
  waitingReasons,
  waitingStates,
  type Department,
  type FeedName,
  type WaitingReason,
  type WaitingState,
} from './model.ts'
export { departmentPermissions, ledgersFor } from './permissions.ts'
export {
  expectedPushes,
  periodOf,
  pushDayFor,
  pushStateOf,
  pushStates,
  type ExpectedPush,
  type PushDay,
  type PushState,
} from './push-calendar.ts'
