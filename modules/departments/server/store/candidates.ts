/** Persons of the register whom a waiting record may mean. */
import type { Tx } from '@xinlu/kernel/access/server'
import type { Day } from '@xinlu/kernel/basis'
import { sql } from 'kysely'

/** Whom a record asks for. */
export interface Wanted {
  id: string
  county: number
  idIndex: Buffer | null
  nameKey: string | null
}

/** A person who shares the number or the name. */
export interface FoundPerson {
  /** The waiting record. */
  record: string
  county: number
  person: string
  household: string
  name: string
  sex: string | null
  born: Day | null
  relation: string | null
  state: string
  headName: string | null
  division: number
  place: string
  sameNumber: boolean
  sameName: boolean
}

const MOST = 8

/**
 * Answers for each record at most eight persons of its county (of all the actor's counties when the record names none)
 * who share its number or its name; those without any household are left out.
 */
export async function findCandidates(tx: Tx, wanted: readonly Wanted[]): Promise<FoundPerson[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<FoundPerson>`
    with wanted as (
      select * from unnest(
        ${wanted.map((one) => one.id)}::uuid[], ${wanted.map((one) => one.county)}::int[],
        ${wanted.map((one) => one.idIndex)}::bytea[], ${wanted.map((one) => one.nameKey)}::text[]
      ) as w (record, county, id_index, name_key)
    ),
    counties as (
      select distinct w.county as of, (d.code / 1000000)::int as county
      from wanted w join divisions.division d on d.level = 'county'
        and d.code between w.county::bigint * 1000000
          and (w.county + case when w.county % 100 = 0 then 99 else 0 end)::bigint * 1000000
    )
    select w.record, p.*, h.head_name, d.name as place
    from wanted w
    join counties c on c.of = w.county
    cross join lateral (
      select k.county, k.id as person, k.household, p.name, p.sex, p.born, p.relation, k.state, k.division,
        coalesce(k.id_index = w.id_index, false) as same_number, coalesce(k.name_key = w.name_key, false) as same_name
      from departments.person k
      join households.person_public p on p.county = k.county and p.id = k.id
      where k.county = c.county and (k.id_index = w.id_index or k.name_key = w.name_key)
      order by 10 desc, k.state = 'living' desc, k.id
      limit ${MOST}
    ) p
    left join households.household_public h on h.county = p.county and h.id = p.household
    left join divisions.division d on d.code = p.division`.execute(tx)
  return rows
}
