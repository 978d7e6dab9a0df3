/** Columns whose value cannot be read from the catalog: several depend on each other, or the code reads a shape. */
import { nameKey } from '@xinlu/kernel/basis'
import type { RowMaker, RowPlace } from './row-maker.ts'

/** Makes one value; `idOf` answers the well-known id of another row, `mark` the text that betrays the place. */
export type KnownValue = (asked: {
  at: RowPlace
  maker: RowMaker
  idOf: (table: string, at: RowPlace) => string
  mark: string
}) => unknown

const nothing: KnownValue = () => null
const always =
  (value: unknown): KnownValue =>
  () =>
    value
const name: KnownValue = ({ at, maker }) => maker.name(at)
const key: KnownValue = ({ at, maker }) => nameKey(maker.name(at))
const phone: Readonly<Record<string, KnownValue>> = {
  phone_sealed: ({ at, maker }) => maker.seal(maker.phone(at)),
  phone_index: ({ at, maker }) => maker.index('phone', maker.phone(at)),
}
const citizen: Readonly<Record<string, KnownValue>> = {
  id_sealed: ({ at, maker }) => maker.seal(maker.citizenId(at)),
  id_index: ({ at, maker }) => maker.index('citizen', maker.citizenId(at)),
}

const tables: Readonly<Record<string, Readonly<Record<string, KnownValue>>>> = {
  'access.post': { by_account: nothing, to_on: nothing },
  'audit.entry': {
    seq: ({ at }) => (at.division % 1_000_000) * 10 + at.n,
    act: always('households.recordVisit'),
    role: always('village'),
    detail: ({ mark }) => JSON.stringify({ text: mark }),
  },
  'departments.insurance': { kind: always('uninsured'), year: ({ at }) => 2020 + at.n },
  'departments.medical_expense': { settlement_no: ({ mark, at }) => `${mark}${at.division}/${at.n}` },
  'departments.waiting': {
    ...citizen,
    name,
    ledger: always('departments.medicalExpense'),
    state: always('waiting'),
    given: ({ mark }) =>
      JSON.stringify({
        settlement_no: mark,
        settled_on: '2023-05-01',
        kind: 'inpatient',
        total: 900,
        self_paid: 300,
      }),
  },
  'exchange.batch': {
    state: always('previewed'),
    ledger: always('departments.medicalExpense'),
    header: ({ mark }) => JSON.stringify([{ title: mark, key: 'settlementNo' }]),
    counts: always('{"new":0,"update":0,"same":0,"error":1,"unmatched":0,"contradicting":0}'),
  },
  'exchange.staged': {
    raw: ({ mark, maker }) => maker.seal(JSON.stringify([mark])),
    errors: ({ mark }) => JSON.stringify([{ code: 'mark', message: mark }]),
    notes: ({ mark }) => JSON.stringify([{ code: 'mark', message: mark }]),
    verdict: always('error'),
    n: ({ at }) => at.n,
  },
  'households.household': {
    ...phone,
    bank_card_sealed: ({ at, maker }) => maker.seal(maker.phone(at)),
    bank_card_index: ({ at, maker }) => maker.index('card', maker.phone(at)),
    head_name: name,
    head_key: key,
    state: always('living'),
    successor: nothing,
    successor_county: nothing,
  },
  'households.income': {
    net: always(3),
    reference: always(3),
    window_from: ({ at }) => `${2020 + at.n}-05-01`,
    window_to: ({ at }) => `${2021 + at.n}-04-01`,
  },
  'households.income_line': { line: ({ at }) => `a${at.n}` },
  'households.member': {
    relation: always('head'),
    in_reason: always('firstEntry'),
    out_reason: nothing,
    to_on: nothing,
  },
  'households.move': { state: always('waiting') },
  'households.person': {
    ...phone,
    ...citizen,
    name,
    name_key: key,
    relation: always('head'),
    state: always('living'),
    nation: always('01'),
    born: always('1980-05-15'),
  },
  'rules.dirty': { subject_kind: always('household') },
  'rules.run': {
    subject_kind: always('household'),
    counts: always('{"hits":1,"opened":1,"changed":0,"closed":0,"kept":0,"byRule":{},"byCounty":{}}'),
  },
  'rules.decision': {
    subject_kind: always('household'),
    rule: always('income.belowLine'),
    verdict: always('noRisk'),
    until: always('2023-08-01'),
  },
  'rules.finding': {
    subject_kind: always('household'),
    rule: always('income.belowLine'),
    kind: always('risk'),
    state: always('open'),
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
