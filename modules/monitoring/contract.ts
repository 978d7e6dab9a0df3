/** What can be asked of the findings desk and done there. */
export { countFindings, decideFinding, listFindings } from './contract/findings.ts'
export { explainHousehold } from './contract/explanation.ts'
export { listParameters, listRules, setParameter, whatIf } from './contract/rules.ts'
export { listRuns, startScreening } from './contract/screening.ts'
