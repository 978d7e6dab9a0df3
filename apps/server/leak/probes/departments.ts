/** Probes of the routes of departments. */
import type { Probes } from '../probe.ts'

const waiting = 'departments.waiting'
const reason = '与户档不符'

/** By route. */
export const departmentProbes: Probes = {
  'departments.listWaiting': ({ aim }) => [{}, { within: aim.division }, { ledger: 'medicalExpense' }],
  'departments.listBatches': ({ aim }) => [
    { from: '2023-04', to: '2023-06' },
    { from: '2023-04', to: '2023-06', within: aim.division },
  ],
  'departments.recordsOf': ({ aim, own }) => [
    { county: aim.county, household: aim.id('households.household') },
    { county: own.county, household: aim.id('households.household'), ledger: 'medicalExpense' },
  ],
  'departments.linkRecord': ({ aim, own }) => [
    {
      county: aim.county,
      records: [
        { id: aim.id(waiting), ver: 1, person: { county: aim.county, id: aim.id('households.person') } },
      ],
    },
    {
      county: own.county,
      records: [
        { id: own.id(waiting), ver: 1, person: { county: aim.county, id: aim.id('households.person') } },
      ],
    },
  ],
  'departments.returnRecord': ({ aim }) => [
    { county: aim.county, records: [{ id: aim.id(waiting), ver: 1 }], reason },
  ],
  'departments.reopenRecord': ({ aim }) => [
    { county: aim.county, records: [{ id: aim.id(waiting), ver: 2 }], reason },
  ],
  'departments.dropRecord': ({ aim }) => [
    { county: aim.county, records: [{ id: aim.id(waiting), ver: 1 }], as: 'notOurs', reason },
  ],
}
