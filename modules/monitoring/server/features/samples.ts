/** The statements of the feature groups for everybody, from which their SQL is printed. */
import { day } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { FeatureGroup } from '@xinlu/kernel/rules/server'
import { disabilityGroup } from './disability.ts'
import { housingGroup, waterGroup } from './dwelling.ts'
import { educationGroup } from './education.ts'
import { accidentGroup, disasterGroup } from './events.ts'
import { householdGroup } from './household.ts'
import { incomeGroup } from './income.ts'
import { insuranceGroup } from './insurance.ts'
import { measureGroup } from './measures.ts'
import { medicalGroup } from './medical.ts'
import { memberGroup } from './members.ts'
import { holdingGroup, moveGroup, subsidyGroup } from './money.ts'
import { reliefGroup } from './relief.ts'
import { workGroup } from './work.ts'

const all = (group: FeatureGroup) => (tx: Tx) => group.sql('all', day('2023-06-01')).execute(tx)

/** File → group → its statement. */
export const samples = {
  household: { householdGroup: all(householdGroup) },
  members: { memberGroup: all(memberGroup) },
  income: { incomeGroup: all(incomeGroup) },
  medical: { medicalGroup: all(medicalGroup) },
  insurance: { insuranceGroup: all(insuranceGroup) },
  education: { educationGroup: all(educationGroup) },
  dwelling: { housingGroup: all(housingGroup), waterGroup: all(waterGroup) },
  disability: { disabilityGroup: all(disabilityGroup) },
  relief: { reliefGroup: all(reliefGroup) },
  work: { workGroup: all(workGroup) },
  events: { disasterGroup: all(disasterGroup), accidentGroup: all(accidentGroup) },
  money: {
    subsidyGroup: all(subsidyGroup),
    holdingGroup: all(holdingGroup),
    moveGroup: all(moveGroup),
  },
  measures: { measureGroup: all(measureGroup) },
}
