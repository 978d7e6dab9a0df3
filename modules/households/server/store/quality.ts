/** What the data-quality rules look at, read from the database; and the reasons people gave for doubts. */
import { newId, type Day } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { IncomeMoment } from '../../income.ts'
import type { Household, Income, Safety } from '../../model.ts'
import {
  type QualityFile,
  type QualityOverride,
  type QualityPerson,
  type SealedNumber,
  qualitySettingsOn,
} from '../../quality/index.ts'
import { type HouseholdRef, findHousehold } from './household.ts'
import { listIncomes } from './income.ts'
import { type SealedPerson, listOpenPeople } from './person.ts'

/** Reads the file of one household. Measures belong to another module, so rules about them keep silent here. */
export async function readQualityFile(
  tx: Tx,
  ref: HouseholdRef,
  today: Day,
): Promise<QualityFile | undefined> {
  const [household, people, incomes, safety] = await Promise.all([
    findHousehold(tx, ref),
    listOpenPeople(tx, ref.county, ref.household),
    listIncomes(tx, ref),
    listSafety(tx, ref),
  ])
  return household && qualityFileOf({ today, household, people, incomes, safety })
}

/** Puts the file together from what was read. */
export function qualityFileOf(read: {
  today: Day
  household: Household
  people: readonly SealedPerson[]
  incomes: readonly Income[]
  safety: QualityFile['safety']
}): QualityFile {
  const { household, today } = read
  return {
    today,
    household: { ...household, phone: { given: household.hasPhone } },
    members: read.people.map(toQualityPerson),
    safety: read.safety,
    incomes: latestByMoment(read.incomes),
    settings: qualitySettingsOn(today),
  }
}

/** Reads the four guarantees at identification and after clearing. */
export async function listSafety(
  tx: Tx,
  { county, household }: HouseholdRef,
): Promise<QualityFile['safety']> {
  const rows = await tx
    .selectFrom('households.safety')
    .select(['moment', 'houseUnsafe', 'schoolDropout', 'waterUnsafe', 'uninsured'])
    .where('county', '=', county)
    .where('household', '=', household)
    .execute()
  return Object.fromEntries(rows.map(({ moment, ...safety }) => [moment, safety satisfies Safety]))
}

/** Lists the reasons given for doubts about a household. */
export async function listOverrides(tx: Tx, { county, household }: HouseholdRef): Promise<QualityOverride[]> {
  return tx
    .selectFrom('households.qualityOverride')
    .select(['rule', 'mark', 'person', 'reason'])
    .where('county', '=', county)
    .where('household', '=', household)
    .orderBy('at')
    .execute()
}

/** Keeps reasons for doubts. */
export async function insertOverrides(
  tx: Tx,
  household: Household,
  by: string,
  overrides: readonly QualityOverride[],
): Promise<void> {
  if (overrides.length === 0) return
  await tx
    .insertInto('households.qualityOverride')
    .values(
      overrides.map(({ rule, mark, person, reason }) => ({
        county: household.county,
        id: newId(),
        division: household.division,
        household: household.id,
        person: person ?? null,
        rule,
        mark,
        reason,
        byAccount: by,
      })),
    )
    .execute()
}

function toQualityPerson({ person, idIndex, phoneIndex }: SealedPerson): QualityPerson {
  // Only open members are asked for, and those have a relation.
  return { ...person, relation: person.relation!, idNumber: sealed(idIndex), phone: sealed(phoneIndex) }
}

function sealed(index: Buffer | null): SealedNumber {
  return index === null ? { given: false } : { given: true, key: index.toString('hex') }
}

function latestByMoment(incomes: readonly Income[]): Partial<Record<IncomeMoment, Income>> {
  // They come latest first, so the first of each moment stays.
  return Object.fromEntries([...incomes].reverse().map((income) => [income.moment, income]))
}
