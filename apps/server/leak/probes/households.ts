/** Probes of the routes of households. */
import { idOf } from '../../catalog/test/make-row.ts'
import type { Aim } from '../aim.ts'
import { collides, type Probes } from '../probe.ts'

const onDay = '2023-06-10'
const reason = '核对后登记'
const person = 'households.person'
const household = 'households.household'

const at = (aim: Aim) => ({ county: aim.county, household: aim.id(household), ver: 1 })
const kin = (aim: Aim) => [{ person: aim.id(person), relation: 'head' }]
// Ids that no row has, the same for the same aim.
const fresh = (aim: Aim, what: string) =>
  idOf(`fresh ${what}`, { division: aim.division, n: Number(aim.phone.slice(-3)) })

/** By route. */
export const householdProbes: Probes = {
  'households.searchHouseholds': ({ aim }) => [
    { name: aim.name },
    { idNumber: aim.citizenId },
    { phone: aim.phone },
    { code: aim.text('households.household.code') },
    { name: aim.name, within: aim.division },
  ],
  'households.listVillage': ({ aim }) => [{ village: aim.division }],
  'households.getHousehold': ({ aim, own }) => [
    { county: aim.county, household: aim.id(household) },
    { county: own.county, household: aim.id(household) },
  ],
  'households.listMoves': () => [{}],
  'households.revealPerson': ({ aim }) => [
    { subject: aim.id(person), field: 'idNumber', reason: 'visit' },
    { subject: aim.id(person), field: 'phone', reason: 'visit' },
  ],
  'households.revealHousehold': ({ aim }) => [
    { subject: aim.id(household), field: 'phone', reason: 'visit' },
  ],
  'households.registerHousehold': ({ aim }) => [
    {
      household: fresh(aim, 'household'),
      division: aim.division,
      kind: 'ordinary',
      head: { id: fresh(aim, 'head'), name: '新人' },
      onDay,
    },
  ],
  'households.addMember': ({ aim, own }) => [
    {
      ...at(aim),
      person: { id: fresh(aim, 'member'), name: '新人' },
      relation: 'son',
      reason: 'newborn',
      onDay,
    },
    collides({
      ...at(own),
      person: { id: aim.id(person), name: '新人' },
      relation: 'son',
      reason: 'other',
      onDay,
    }),
    collides({
      ...at(own),
      person: { id: fresh(aim, 'numbered'), name: '新人', idNumber: aim.citizenId },
      relation: 'son',
      reason: 'other',
      onDay,
    }),
  ],
  'households.removeMember': ({ aim, own }) => [
    { ...at(aim), person: aim.id(person), reason: 'other', onDay },
    { ...at(own), person: aim.id(person), reason: 'other', onDay },
  ],
  'households.splitHousehold': ({ aim, own }) => [
    { ...at(aim), newHousehold: fresh(aim, 'split'), people: kin(aim), onDay },
    collides({ ...at(own), newHousehold: aim.id(household), people: kin(own), onDay }),
    { ...at(own), newHousehold: fresh(aim, 'split'), people: kin(aim), onDay },
  ],
  'households.mergeHouseholds': ({ aim, own }) => [
    { ...at(aim), into: own.id(household), intoVer: 1, people: kin(aim), onDay },
    { ...at(own), into: aim.id(household), intoVer: 1, people: kin(own), onDay },
  ],
  'households.changeHead': ({ aim, own }) => [
    { ...at(aim), head: aim.id(person), people: [], onDay },
    { ...at(own), head: aim.id(person), people: kin(own), onDay },
  ],
  'households.moveHousehold': ({ aim, own }) => [
    { ...at(aim), to: own.division, reason, onDay },
    { ...at(aim), to: aim.division, reason, onDay },
  ],
  'households.receiveMove': ({ aim }) => [{ county: aim.county, move: aim.id('households.move') }],
  'households.withdrawMove': ({ aim }) => [{ county: aim.county, move: aim.id('households.move') }],
  'households.correctIdentity': ({ aim, own }) => [
    { county: aim.county, person: aim.id(person), ver: 1, name: '改名', reason },
    collides({ county: own.county, person: own.id(person), ver: 1, idNumber: aim.citizenId, reason }),
  ],
  'households.recordVisit': ({ aim, own }) => [
    { ...at(aim), onDay, facts: { fuel: 'coal' } },
    { ...at(own), onDay, people: [{ person: aim.id(person), ver: 1, facts: { worksAway: false } }] },
  ],
  'households.recordIncome': ({ aim, own }) => [
    {
      county: aim.county,
      household: aim.id(household),
      income: fresh(aim, 'income'),
      moment: 'yearly',
      from: '2022-10',
      to: '2023-09',
      lines: [],
    },
    collides({
      county: own.county,
      household: own.id(household),
      income: aim.id('households.income'),
      ver: 1,
      moment: 'yearly',
      from: '2022-10',
      to: '2023-09',
      lines: [],
    }),
  ],
  'households.explainDoubt': ({ aim, own }) => [
    { county: aim.county, household: aim.id(household), rule: 'DQ01', mark: 'x', reason },
    {
      county: own.county,
      household: own.id(household),
      rule: 'DQ01',
      mark: 'x',
      person: aim.id(person),
      reason,
    },
  ],
}
