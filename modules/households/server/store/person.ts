/** Rows of `households.person`. */
import type { DB } from '@xinlu/db'
import { type Day, type DivisionCode, nameKey } from '@xinlu/kernel/basis'
import type { Tx } from '@xinlu/kernel/access/server'
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { HouseholdId, Person, PersonId } from '../../model.ts'
import { initialsOfName } from '../name-pinyin.ts'

/** A person with the sealed numbers, as only the server sees them. */
export interface SealedPerson {
  person: Person
  idIndex: Buffer | null
  idSealed: Buffer | null
  phoneIndex: Buffer | null
  phoneSealed: Buffer | null
}

/** Answers the person, or nothing when there is none that this scope sees; kept from changes until the end. */
export async function lockPerson(tx: Tx, county: number, id: string): Promise<SealedPerson | undefined> {
  const row = await tx
    .selectFrom('households.person')
    .selectAll()
    .where('county', '=', county)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && toPerson(row)
}

/** Answers who holds an identity number in a county, as far as this scope sees; a living one first. */
export async function findByNumber(
  tx: Tx,
  county: number,
  idIndex: Buffer,
): Promise<SealedPerson | undefined> {
  const row = await tx
    .selectFrom('households.person')
    .selectAll()
    .where('county', '=', county)
    .where('idIndex', '=', idIndex)
    .orderBy((order) => order.case().when('state', '=', 'living').then(0).else(1).end())
    .orderBy('updatedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toPerson(row)
}

/** Answers everybody who belongs to a household now, the head first, then by age. */
export async function listOpenPeople(tx: Tx, county: number, household: string): Promise<SealedPerson[]> {
  const rows = await tx
    .selectFrom('households.person')
    .selectAll()
    .where('county', '=', county)
    .where('household', '=', household)
    .orderBy((order) => order.case().when('relation', '=', 'head').then(0).else(1).end())
    .orderBy('born')
    .orderBy('id')
    .execute()
  return rows.map(toPerson)
}

/** Answers the latest day on which any of these people joined the household they are in, or nothing. */
export async function latestJoining(
  tx: Tx,
  county: number,
  people: readonly string[],
): Promise<Day | undefined> {
  const row = await tx
    .selectFrom('households.member')
    .select((column) => column.fn.max('fromOn').as('fromOn'))
    .where('county', '=', county)
    .where('person', 'in', people)
    .where('toOn', 'is', null)
    .executeTakeFirst()
  return (row?.fromOn ?? undefined) as Day | undefined
}

/** Answers the latest day on which any present member joined a household, or nothing. */
export async function latestJoiningOf(tx: Tx, county: number, household: string): Promise<Day | undefined> {
  const members = await listOpenPeople(tx, county, household)
  if (members.length === 0) return undefined
  return latestJoining(
    tx,
    county,
    members.map(({ person }) => person.id),
  )
}

/** Inserts a person with the search keys of the name. */
export async function insertPerson(
  tx: Tx,
  row: Omit<Insertable<DB['households.person']>, 'nameKey' | 'pinyinInitials'>,
): Promise<void> {
  await tx
    .insertInto('households.person')
    .values({ ...row, ...nameColumns(row.name) })
    .execute()
}

/** Changes columns of a person and raises the version; a new name brings its search keys. */
export async function changePerson(
  tx: Tx,
  county: number,
  id: string,
  values: Updateable<DB['households.person']>,
): Promise<void> {
  const names = typeof values.name === 'string' ? nameColumns(values.name) : {}
  await tx
    .updateTable('households.person')
    .set((column) => ({ ...values, ...names, updatedAt: new Date(), ver: column('ver', '+', 1) }))
    .where('county', '=', county)
    .where('id', '=', id)
    .execute()
}

/** Answers the columns that repeat a name for searching. */
export function nameColumns(name: string) {
  return { nameKey: nameKey(name), pinyinInitials: initialsOfName(name) }
}

function toPerson(row: Selectable<DB['households.person']>): SealedPerson {
  const { idIndex, idSealed, phoneIndex, phoneSealed, disabilityCardSealed, ...open } = row
  const person = {
    ...open,
    id: row.id as PersonId,
    division: row.division as DivisionCode,
    household: row.household as HouseholdId | null,
    hasId: idSealed !== null,
    hasPhone: phoneSealed !== null,
    hasDisabilityCard: disabilityCardSealed !== null || row.idKind === 'disabilityCard',
  }
  // The unions of codes are guarded by checks of the table and by the parsers of every way in.
  return { person: person as unknown as Person, idIndex, idSealed, phoneIndex, phoneSealed }
}
