/** Moves a waiting record into its ledger, under the person whom somebody chose. */
import type { Tx } from '@xinlu/kernel/access/server'
import { sql } from 'kysely'
import { keyNames, listOf, recordOf, storedColumns, tableOf } from './tables.ts'
import type { WaitingRow } from './waiting.ts'

/** A person chosen, with the household the record will count for. */
export interface ChosenPerson {
  county: number
  person: string
  household: string
  division: number
}

/** Answers those of the persons who can be chosen: visible to the actor and of a household. */
export async function findChosen(
  tx: Tx,
  persons: readonly { county: number; id: string }[],
): Promise<ChosenPerson[]> {
  const { rows } = await sql<ChosenPerson>`
    select k.county, k.id as person, k.household, k.division
    from unnest(${persons.map((one) => one.county)}::int[], ${persons.map((one) => one.id)}::uuid[]) as c (county, id)
    join departments.person k on k.county = c.county and k.id = c.id`.execute(tx)
  return rows
}

/**
 * Writes the record into its ledger and answers the row's id. A row of the same person with the same key is brought up
 * to date; one of another person stays, and nothing is answered.
 */
export async function writeLinked(
  tx: Tx,
  record: WaitingRow,
  chosen: ChosenPerson,
): Promise<string | undefined> {
  const columns = storedColumns(record.ledger)
  const names = columns.map(({ name }) => name)
  const key = keyNames(record.ledger)
  const kept = ['household', 'batch', ...names.filter((name) => !key.includes(name))]
  const { rows } = await sql<{ id: string }>`
    insert into ${sql.table(tableOf(record.ledger))} as t (county, id, division, household, person, batch, ${listOf(names)})
    select ${chosen.county}, ${record.id}::uuid, ${chosen.division}::bigint, ${chosen.household}::uuid,
      ${chosen.person}::uuid, ${record.batch}::uuid, ${listOf(names, 'r')}
    from jsonb_to_record(${JSON.stringify(record.given)}::jsonb) as r(${recordOf(columns)})
    on conflict (county, ${listOf(key)}) do update set
      ${sql.join(kept.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))}, ver = t.ver + 1
    where t.person = excluded.person
    returning t.id`.execute(tx)
  return rows[0]?.id
}

/**
 * Takes a linked record out of its ledger again and answers whose household it was; nothing when the record had only
 * brought an older row up to date, or when somebody has changed the row since.
 */
export async function removeLinked(tx: Tx, record: WaitingRow): Promise<ChosenPerson | undefined> {
  const { rows } = await sql<ChosenPerson>`
    delete from ${sql.table(tableOf(record.ledger))} where id = ${record.id}::uuid and ver = 1
    returning county, person, household, division`.execute(tx)
  return rows[0]
}
