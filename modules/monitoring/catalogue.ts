/** The catalogue of households: features, parameters and rules, proved to fit. */
import { defineCatalogue } from '@xinlu/kernel/rules'
import { householdFeatureSet } from './features.ts'
import { householdParameters } from './parameters.ts'
import { householdRules } from './rules.ts'

/** What is known about the rules of households. */
export const householdCatalogue = defineCatalogue({
  subject: { kind: 'household', label: '农户', table: 'monitoring.household_feature', key: 'household' },
  features: householdFeatureSet,
  parameters: householdParameters,
  rules: householdRules,
})
