/** The face of monitoring: the catalogue of household rules, the three types, measures, the contract. */
export { householdCatalogue } from './catalogue.ts'
export * as monitoringContract from './contract.ts'
export { topicOf, type HouseholdFeature, type Topic } from './features.ts'
export { measureLedger } from './ledger.ts'
export {
  developmentMeasures,
  measureCategories,
  measureStates,
  type MeasureCategory,
  type MeasureState,
} from './measure.ts'
export {
  monitoredTypes,
  suggestType,
  type MonitoredType,
  type Suggestion,
  type TypeFacts,
} from './monitored-type.ts'
export { householdParameters, type HouseholdParameter } from './parameters.ts'
export { monitoringPermissions } from './permissions.ts'
export { isOfDepartment, rulesFor, topicsFor, topicsOf } from './rule-access.ts'
export { householdRules, riskRules, suddenRules } from './rules.ts'
