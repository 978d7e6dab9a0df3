/** Columns whose value cannot be read from the catalog: several depend on each other, or the code reads a shape. */
import type { RowMaker, RowPlace } from './make-row.ts'

/** Makes one value; `idOf` answers the well-known id of another row, `mark` the text that betrays the place. */
export type KnownValue = (asked: {
  at: RowPlace
  maker: RowMaker
  idOf: (table: string, at: RowPlace) => string
  mark: string
}) => unknown

const nothing: KnownValue = () => null
const yes =
  (value: unknown): KnownValue =>
  () =>
    value

const tables: Readonly<Record<string, Readonly<Record<string, KnownValue>>>> = {
  'access.post': { by_account: nothing },
  'audit.entry': {
    seq: ({ at }) => (at.division % 1_000_000) * 10 + at.n,
    detail: ({ mark }) => JSON.stringify({ text: mark }),
  },
  'departments.insurance': { kind: yes('uninsured'), year: ({ at }) => 2020 + at.n },
  'departments.medical_expense': { settlement_no: ({ mark, at }) => `${mark}${at.division}/${at.n}` },
  'departments.waiting': { state: yes('waiting') },
  'exchange.staged': { verdict: yes('error'), n: ({ at }) => at.n },
  'households.income': {
    net: yes(3),
    reference: yes(3),
    window_from: ({ at }) => `${2020 + at.n}-05-01`,
    window_to: ({ at }) => `${2021 + at.n}-05-01`,
  },
  'households.move': { state: yes('waiting') },
  'rules.decision': { verdict: yes('noRisk') },
  'rules.finding': {
    state: yes('open'),
    closed_on: nothing,
    closed_run: nothing,
    verdict: nothing,
    decision: nothing,
  },
}

/** Answers the known columns of a table. */
export function known(table: string): Readonly<Record<string, KnownValue>> {
  return tables[table] ?? {}
}

/** Which table a column of ids points at, where no foreign key says it. */
export const pointsAt: Readonly<Record<string, string>> = {
  account: 'access.account',
  actor: 'access.account',
  batch: 'exchange.batch',
  by_account: 'access.account',
  closed_by: 'access.account',
  finding: 'rules.finding',
  household: 'households.household',
  noted_by: 'access.account',
  person: 'households.person',
  post: 'access.post',
  subject: 'households.household',
  target: 'households.person',
}
