/** Probes of the routes of administration. */
import { addDays, dayOf } from '@xinlu/kernel/basis'
import { idOf } from '../../catalog/test/make-row.ts'
import type { Aim } from '../aim.ts'
import type { Probes } from '../probe.ts'

const reason = '人员调动'
// Entries carry the time at which they were written, not that of the office's clock.
const days = { fromDay: addDays(dayOf(new Date()), -1), toDay: addDays(dayOf(new Date()), 1) }
const oneTimePassword = 'Yi-Ci-Xing-Kou-Ling-2023'
const fresh = (aim: Aim, what: string) =>
  idOf(`fresh ${what}`, { division: aim.division, n: Number(aim.phone.slice(-3)) })
const account = (aim: Aim) => ({ account: aim.id('access.account'), ver: 1 })

/** By route. */
export const administrationProbes: Probes = {
  'administration.createAccount': ({ aim }) => [
    {
      account: fresh(aim, 'account'),
      login: `new-${aim.phone}`,
      name: '新人',
      home: aim.county * 1_000_000,
      oneTimePassword,
    },
  ],
  'administration.endAccount': ({ aim }) => [{ ...account(aim), reason }],
  'administration.unlockAccount': ({ aim }) => [{ account: aim.id('access.account') }],
  'administration.removeSecondFactor': ({ aim }) => [{ account: aim.id('access.account'), reason }],
  'administration.resetPassword': ({ aim }) => [{ ...account(aim), oneTimePassword }],
  'administration.givePost': ({ aim, own }) => [
    {
      post: fresh(aim, 'post'),
      account: aim.id('access.account'),
      role: 'auditor',
      unit: '督导组',
      division: own.division,
    },
    {
      post: fresh(aim, 'post'),
      account: own.id('access.account'),
      role: 'auditor',
      unit: '督导组',
      division: aim.division,
    },
    {
      post: fresh(aim, 'post'),
      account: own.id('access.account'),
      role: 'auditor',
      unit: '督导组',
      division: own.division,
      extra: [aim.division],
    },
    {
      post: fresh(aim, 'village post'),
      account: own.id('access.account'),
      role: 'village',
      unit: '村委会',
      division: aim.division,
    },
  ],
  'administration.endPost': ({ aim }) => [{ post: aim.id('access.post'), ver: 1 }],
  'administration.changeSetting': () => [
    { key: 'reveal.perHour', fromOn: '2030-01-01', value: 600, document: '测试文件' },
  ],
  'administration.endOwnSession': ({ aim }) => [{ session: aim.session }],
  'administration.searchPlaces': ({ aim }) => [{ text: String(aim.division) }, { text: '县' }],
  'administration.namePlaces': ({ aim }) => [{ codes: [aim.division] }],
  'administration.listPlacesBelow': ({ aim }) => [{ place: aim.division }],
  'administration.listPlaceChanges': ({ aim }) => [{ place: aim.division }],
  'administration.listAccounts': ({ aim }) => [{}, { begins: aim.name }, { begins: aim.login }],
  'administration.listSettings': () => [{}],
  'administration.searchAudit': ({ aim }) => [
    { ...days },
    { ...days, within: aim.division },
    { ...days, subject: aim.id('households.household') },
    { ...days, actor: aim.id('access.account') },
  ],
  'administration.verifyAudit': () => [{}],
  'administration.listOwnSessions': () => [{}],
}
