/** Households as stories: a situation in words, its facts, and the rules that must point at it. */
import type { TestDatabase } from '@xinlu/db/test'
import { newId, type Day } from '@xinlu/kernel/basis'

type Row = Record<string, unknown>

/** The feeds a story may speak of; each row names the member it is about by `who`, the head when left out. */
export type Feeds = Partial<Record<Feed, (Row & { who?: number })[]>>

type Feed =
  | 'medicalExpense'
  | 'insurance'
  | 'disability'
  | 'enrolment'
  | 'house'
  | 'waterStop'
  | 'relief'
  | 'employment'
  | 'unemployment'
  | 'disaster'
  | 'accident'
  | 'householdMove'
  | 'subsidyPayment'
  | 'holdingVehicle'
  | 'holdingProperty'
  | 'holdingBusiness'
  | 'payroll'

/** A household with its facts; what is left out is ordinary: one grown worker with enough income. */
export type Facts = {
  household?: Row
  members?: Row[]
  /** Per person, in 元. */
  income?: (Row & { perPerson: number })[]
  feeds?: Feeds
  measures?: (Row & { category: string })[]
}

/** A story: what an official would say of it, and exactly the rules that must point. */
export type Story = Facts & {
  says: string
  points: readonly string[]
  /** Rules the story is close to without reaching them. */
  spares?: readonly string[]
}

/** Where a story's household was put. */
export type Settled = { county: number; household: string; people: string[] }

const head: Row = { name: '王大山', sex: 'male', born: '1978-03-02', labour: 'ordinary', relation: 'head' }
const member: Row = {
  name: '王小河',
  education: 'junior',
  labour: 'ordinary',
  insuredResident: true,
  insuredWorker: false,
}

/** Puts a household with all its facts into a village, past every policy. */
export async function settle(database: TestDatabase, village: number, facts: Facts): Promise<Settled> {
  const county = Math.floor(village / 1_000_000)
  const place = { county, division: village }
  const id = newId<'household'>()
  const given = facts.members ?? [{}]
  const people = given.map(() => newId<'person'>() as string)
  await insert(database, 'households.household', {
    ...place,
    ...{
      id,
      kind: 'ordinary',
      headName: '王大山',
      size: given.length,
      source: '测试',
      visitedOn: '2023-05-10',
    },
    ...facts.household,
  })
  for (const [n, row] of given.entries()) {
    const person = { ...member, ...(n === 0 ? head : { relation: 'son' }), ...row }
    await insert(database, 'households.person', {
      ...place,
      ...{ id: people[n], household: id, nameKey: person.name, source: '测试' },
      ...person,
    })
  }
  for (const { perPerson, selfPaid = 0, wage = 0, ...row } of facts.income ?? [{ perPerson: 12_000 }])
    await insert(
      database,
      'households.income',
      incomeRow({ ...place, household: id, size: given.length }, { perPerson, selfPaid, wage }, row),
    )
  for (const [feed, rows] of Object.entries(facts.feeds ?? {}))
    for (const { who = 0, ...row } of rows)
      await insert(database, `departments.${snake(feed)}`, {
        ...place,
        ...{ id: newId(), household: id, person: people[who] },
        ...required[feed as Feed]?.(),
        ...row,
      })
  for (const row of facts.measures ?? [])
    await insert(database, 'monitoring.measure', {
      ...place,
      ...{ id: newId(), household: id, person: people[0], item: '测试措施', fromOn: '2023-03-01' },
      ...row,
    })
  return { county, household: id, people }
}

/** Says that a department has sent its list for the village, by a record of a household to which nothing happens. */
export async function reportEverything(database: TestDatabase, village: number): Promise<void> {
  await settle(database, village, {
    household: { kind: 'formerPoor', monitored: 'unstable', identifiedMonth: '2023-05-01', risks: ['R99'] },
    members: [{}, { name: '王小河', born: '1980-01-01' }],
    feeds: {
      employment: [{ fromOn: '2022-01-01' }],
      relief: [
        { kind: 'minimum', month: '2023-05' },
        { kind: 'disabilityAllowance', month: '2023-05' },
      ],
      enrolment: [{ schoolYear: '2022-2023', stage: 'kindergarten', state: 'enrolled' }],
    },
    measures: [{ category: 'M02' }],
  })
}

/** Writes a row of any table by camelCase names. */
export async function insert(database: TestDatabase, table: string, row: Row): Promise<void> {
  const names = Object.keys(row)
  const marks = names.map((_, n) => `$${n + 1}`).join(', ')
  await database.admin(
    `insert into ${table} (${names.map(snake).join(', ')}) values (${marks})`,
    names.map((name) => row[name]),
  )
}

/** The day on which the stories are screened. */
export const storyDay = '2023-05-31' as Day

const required: Partial<Record<Feed, () => Row>> = {
  medicalExpense: () => ({ settlementNo: newId(), kind: 'inpatient', total: 100_000_000 }),
  insurance: () => ({ year: 2023, kind: 'resident', subsidyClass: 'minimum' }),
  disability: () => ({ kind: '4', grade: '3', isNew: false }),
  enrolment: () => ({ schoolYear: '2022-2023', state: 'enrolled' }),
  house: () => ({ reason: 'patrol' }),
  waterStop: () => ({ cause: 'seasonal' }),
  relief: () => ({ amount: 50_000, month: '2023-05' }),
  employment: () => ({ placeKind: 'county' }),
  unemployment: () => ({ reason: 'closed' }),
  disaster: () => ({ kind: 'flood', loss: 0 }),
  accident: () => ({ kind: 'traffic', injury: 'slight' }),
  subsidyPayment: () => ({ itemCode: '010203', item: '耕地地力保护补贴', amount: 10_000 }),
  holdingVehicle: () => ({ plate: newId(), kind: 'car', fromOn: '2020-01-01' }),
  holdingProperty: () => ({ certificateNo: newId(), kind: 'flat', fromOn: '2020-01-01' }),
  holdingBusiness: () => ({
    creditCode: newId(),
    name: '店',
    kind: 'selfEmployed',
    standing: 'operator',
    state: 'open',
    fromOn: '2020-01-01',
  }),
  payroll: () => ({ employer: '学校', kind: 'institution', fromOn: '2020-01-01' }),
}

function incomeRow(
  place: Row & { size: number },
  { perPerson, selfPaid, wage }: { perPerson: number; selfPaid: unknown; wage: unknown },
  row: Row,
): Row {
  const { size, ...where } = place
  const net = perPerson * 100 * size
  const self = Number(selfPaid) * 100 * size
  const wages = Number(wage) * 100 * size
  return {
    ...where,
    ...{ id: newId(), moment: 'yearly', windowFrom: '2021-10-01', windowTo: '2022-09-01', denominator: size },
    ...{
      wage: wages,
      business: net - wages,
      property: 0,
      transfer: 0,
      cost: 0,
      net,
      perPerson: perPerson * 100,
    },
    ...{
      insurancePaid: 0,
      selfPaid: self,
      reference: net - self,
      perPersonReference: Math.round((net - self) / size),
    },
    source: '测试',
    ...row,
  }
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
