/** Households for the tests of other rooms and modules. */
export {
  aHousehold,
  anIdNumber,
  soundFacts,
  type Built,
  type HouseholdWish,
  type PersonWish,
} from './builders.ts'
