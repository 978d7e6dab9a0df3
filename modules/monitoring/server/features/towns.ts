/** Which departments have sent anything about a township: where nothing came yet, a missing record means nothing. */
import type { Day } from '@xinlu/kernel/basis'
import { subjectTable, type SubjectSet } from '@xinlu/kernel/rules/server'
import { sql, type RawBuilder } from 'kysely'
import { schoolYearOf } from './education.ts'
import { recentlyPaid } from './relief.ts'

type Sql = RawBuilder<unknown>

/**
 * The townships of the households (county, town, and whether there is a record: employment, enrolment, relief, allowance,
 * measures). By township, so that every post from the township up counts alike.
 */
export function townsHeardOf(_set: SubjectSet, asOf: Day): Sql {
  const sent = (feed: string, condition: Sql) => sql`exists (
    select from ${sql.table(feed)} r
    where r.county = t.town / 1000 and r.division >= t.town * 1000 and r.division < t.town * 1000 + 1000 and ${condition})`
  return sql`
    select (t.town / 1000)::int as county, t.town,
      ${sent('departments.employment_public', sql`r.from_on <= ${asOf}::date`)} as employment,
      ${sent('departments.enrolment_public', sql`r.school_year = ${schoolYearOf(asOf)}::int`)} as enrolment,
      ${sent('departments.relief_public', sql`r.kind in ('minimum', 'destitute') and ${recentlyPaid(asOf)}`)} as relief,
      ${sent('departments.relief_public', sql`r.kind = 'disabilityAllowance' and ${recentlyPaid(asOf)}`)} as allowance,
      ${sent('monitoring.measure_public', sql`true`)} as measures
    from (select distinct division / 1000 as town from ${subjectTable}) t`
}
