/** The parts that the feature statements share: the set of households, living members, windows, labels. */
import type { Day } from '@xinlu/kernel/basis'
import type { SubjectSet } from '@xinlu/kernel/rules/server'
import { sql, type RawBuilder } from 'kysely'

type Sql = RawBuilder<unknown>

/** Narrows a relation to the households of the set; nothing to narrow when all are asked for. */
export function among(set: SubjectSet, relation: string, column = 'household'): Sql {
  if (set === 'all') return sql``
  return sql`join ${set} o on o.county = ${sql.ref(`${relation}.county`)} and o.subject = ${sql.ref(`${relation}.${column}`)}`
}

/**
 * The living members of the households, read from the register once for all groups. Somebody whose death the police know
 * of is left out, so that the dead do not count as uninsured, out of work or out of school.
 */
export function livingMembers(set: SubjectSet, asOf: Day): Sql {
  return sql`
    select p.county, p.household as subject, p.id as person, p.division, p.born, p.schooling, p.education,
      p.dropout_reason, p.health, p.labour, p.works_away, p.on_service, p.insured_resident, p.insured_worker,
      p.low_income, p.destitute, p.disability_grade
    from households.person_public p ${among(set, 'p')}
    where p.state = 'living' and p.household is not null and not exists (
      select from departments.household_move_public d
      where d.county = p.county and d.person = p.id and d.kind = 'death' and d.happened_on <= ${asOf}::date)`
}

/** The relation (county, subject, person, division, facts of the register) that `livingMembers` was staged as. */
export const members = sql`(select * from pg_temp.household_member)`

/**
 * Answers a feed as `r`, to be aggregated by person: the whole feed when everybody is asked for, else the records of the
 * living members, found by the index of persons.
 */
export function recordsOfMembers(set: SubjectSet, feed: string): Sql {
  if (set === 'all') return sql`${sql.table(feed)} r`
  return sql`pg_temp.household_member o join ${sql.table(feed)} r on r.county = o.county and r.person = o.person`
}

/** Counts the completed months from a day to the day of the refresh; null for null. */
export function monthsSince(on: Sql, asOf: Day): Sql {
  // As timestamps without a zone: of two dates, age() would work out the zone of each.
  const age = sql`age(${asOf}::timestamp, (${on})::timestamp)`
  return sql`(extract(year from ${age}) * 12 + extract(month from ${age}))::int`
}

/** Counts the calendar months from the month of a day to the month of the refresh; null for null. */
export function calendarMonthsSince(on: Sql, asOf: Day): Sql {
  return sql`((extract(year from ${asOf}::date) - extract(year from ${on})) * 12
    + extract(month from ${asOf}::date) - extract(month from ${on}))::int`
}

/** The day that lies so many months before the refresh; a window of the last months begins the day after it. */
export function monthsBefore(asOf: Day, months: number): Sql {
  return sql`(${asOf}::date - make_interval(months => ${months}))::date`
}

/** The first day of the month that lies so many months before the month of the refresh. */
export function monthBefore(asOf: Day, months: number): Sql {
  return sql`(date_trunc('month', ${asOf}::date) - make_interval(months => ${months}))::date`
}

/** Writes a coded column by its labels. */
export function labelled(column: string, labels: Readonly<Record<string, string>>): Sql {
  const cases = Object.entries(labels).map(([code, label]) => sql`when ${code} then ${label}`)
  return sql`case ${sql.ref(column)}::text ${sql.join(cases, sql` `)} else ${sql.ref(column)}::text end`
}

/** One household, for the records behind its features. */
export type OneHousehold = { county: number; subject: string }

/** Answers the records of a feed for one household, the newest first and at most fifty: (on, title, amount, source, record). */
export function recordsOf<T>(
  feed: string,
  { county, subject }: OneHousehold,
  told: { on: Sql; title: Sql; amount?: Sql; source: string; until: Day },
): RawBuilder<T> {
  return sql<T>`
    select ${told.on} as "on", ${told.title} as title, ${told.amount ?? sql`null::bigint`} as amount,
      ${told.source}::text as source, r.id::text as record
    from ${sql.table(feed)} r
    where r.county = ${county} and r.household = ${subject}::uuid and ${told.on} <= ${told.until}::date
    order by 1 desc nulls last, 5 limit 50`
}

/** Relief lists and allowances arrive a month late: paid within the last three months counts as received now. */
export const RECEIVED_MONTHS = 3
