/** Builders of monitoring for the tests of other modules and of the server. */
export {
  insert,
  reportEverything,
  settle,
  storyDay,
  type Facts,
  type Settled,
  type Story,
} from './builders.ts'
export { openFindingsDesk, type FindingsDesk } from './desk.ts'
