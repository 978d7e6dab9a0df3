/** The two dozen rules that every way of screening answers in the comparison. */
import { type Rule } from '@xinlu/kernel/rules'
import { householdCatalogue, householdRules } from '@xinlu/monitoring'

const keys = [
  ...['income.belowLine', 'income.referenceBelowLine', 'income.belowLineAfterIllness', 'income.fall'],
  ...['medical.selfPayHigh', 'medical.singleHigh', 'medical.chronicMonth', 'medical.uninsured'],
  ...['medical.premiumUnaided', 'school.dropout', 'school.outOfSchool', 'school.cost'],
  ...['house.dangerous', 'house.suspected', 'house.unplanned', 'water.stopped'],
  ...['disability.new', 'disability.several', 'disability.allowanceMissing', 'work.lost'],
  ...['work.none', 'disaster.recent', 'disaster.unrelieved', 'accident.recent'],
]

/** The rules. */
export const sameRules: readonly Rule[] = householdRules.filter(({ key }) => keys.includes(key))

/** The catalogue of households with these rules only. */
export const sameCatalogue = { ...householdCatalogue, rules: sameRules }
