/** Probes of the routes of monitoring. */
import type { Probes } from '../probe.ts'

const rule = 'income.belowLine'
const key = 'line.monitoring'

/** By route. */
export const monitoringProbes: Probes = {
  'monitoring.listFindings': ({ aim }) => [{}, { division: aim.division }, { division: aim.division, rule }],
  'monitoring.countFindings': ({ aim }) => [{}, { division: aim.division }],
  'monitoring.explainHousehold': ({ aim, own }) => [
    { county: aim.county, household: aim.id('households.household') },
    { county: own.county, household: aim.id('households.household') },
  ],
  'monitoring.whatIf': ({ aim }) => [
    { changes: [{ key, value: 780_000 }] },
    { division: aim.division, changes: [{ key, value: 780_000 }] },
    { changes: [{ key, value: 780_000, place: aim.county * 1_000_000 }] },
  ],
  'monitoring.listRules': () => [{}],
  'monitoring.listParameters': ({ aim }) => [{}, { division: aim.division }],
  'monitoring.listRuns': () => [{}],
  'monitoring.decideFinding': ({ aim }) => [
    { county: aim.county, finding: aim.id('rules.finding'), ver: 1, verdict: 'toLead', reason: '入户核实' },
  ],
  'monitoring.setParameter': ({ aim }) => [
    {
      key,
      place: aim.county * 1_000_000,
      value: 730_000,
      from: '2023-07-01',
      document: '县防返贫办〔2023〕5号',
    },
  ],
  'monitoring.startScreening': () => [{ reach: 'dirty' }],
}
