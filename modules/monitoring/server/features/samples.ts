/** The statements of the feature groups for everybody, from which their SQL is printed. */
import { day } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import { type FeatureGroup, featureStatements } from '@xinlu/kernel/rules/server'
import { householdFeatureSource } from '../household-features.ts'
import { housingGroup, waterGroup } from './dwelling.ts'
import { accidentGroup, disasterGroup } from './events.ts'
import { householdGroup } from './household.ts'
import { incomeGroup } from './income.ts'
import { measureGroup } from './measures.ts'
import { medicalGroup } from './medical.ts'
import { townsHeardOf } from './towns.ts'
import { holdingGroup, moveGroup, subsidyGroup } from './money.ts'

const all = (group: FeatureGroup) => (tx: Tx) => {
  if (!('sql' in group)) throw new Error(`${group.name} has no statement of its own`)
  return group.sql('all', day('2023-06-01')).execute(tx)
}
// The groups of members are answered together by one statement.
const memberPass = featureStatements(householdFeatureSource).at(-1)!

/** File → group → its statement. */
export const samples = {
  household: { householdGroup: all(householdGroup) },
  members: { memberGroup: (tx: Tx) => memberPass.sql('all', day('2023-06-01')).execute(tx) },
  towns: { townsHeardOf: (tx: Tx) => townsHeardOf('all', day('2023-06-01')).execute(tx) },
  income: { incomeGroup: all(incomeGroup) },
  medical: { medicalGroup: all(medicalGroup) },
  dwelling: { housingGroup: all(housingGroup), waterGroup: all(waterGroup) },
  events: { disasterGroup: all(disasterGroup), accidentGroup: all(accidentGroup) },
  money: {
    subsidyGroup: all(subsidyGroup),
    holdingGroup: all(holdingGroup),
    moveGroup: all(moveGroup),
  },
  measures: { measureGroup: all(measureGroup) },
}
