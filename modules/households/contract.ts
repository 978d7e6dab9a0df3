/** The contract of households: every act and ask, typed once. */
export {
  addMember,
  changeHead,
  correctIdentity,
  explainDoubt,
  mergeHouseholds,
  moveHousehold,
  receiveMove,
  recordIncome,
  recordVisit,
  registerHousehold,
  removeMember,
  splitHousehold,
  withdrawMove,
} from './contract/acts.ts'
export {
  getHousehold,
  listMoves,
  listVillage,
  revealHousehold,
  revealPerson,
  searchHouseholds,
} from './contract/reads.ts'
