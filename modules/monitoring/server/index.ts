/** The server face of monitoring: the findings desk, the feature source, screening, the import of measures. */
import { defineServerModule } from '@xinlu/kernel/commands/server'
import { monitoringPermissions } from '../permissions.ts'
import { monitoringProblems } from '../problems.ts'
import { countFindings } from './count-findings.ts'
import { decideFinding } from './decide-finding.ts'
import { explainHousehold } from './explain-household.ts'
import { listFindings } from './list-findings.ts'
import { listParameters } from './list-parameters.ts'
import { listRules } from './list-rules.ts'
import { listRuns } from './list-runs.ts'
import { setParameter } from './set-parameter.ts'
import { startScreening } from './start-screening.ts'
import { whatIf } from './what-if.ts'

/** Everything the server needs of this module. */
export const monitoringServer = defineServerModule({
  name: 'monitoring',
  permissions: monitoringPermissions,
  commands: [decideFinding, setParameter, startScreening],
  queries: [listFindings, countFindings, explainHousehold, whatIf, listRules, listParameters, listRuns],
  constraints: { measure_once: monitoringProblems.measureTwice },
})

export { followHousehold } from './store/follow.ts'
export { householdFeatureSource } from './household-features.ts'
export { measureTarget } from './measure-target.ts'
export { screenHouseholds, type HouseholdScreening } from './start-screening.ts'
export { typesOf, type TypeOfHousehold } from './store/suggested-types.ts'
