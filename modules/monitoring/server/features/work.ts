/** Work and lost work of a household's members. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { workFeatures } from '../../features/work.ts'
import { members, monthsBefore, monthsSince, recordsOfMembers, townsWith } from './sql-parts.ts'

/** Computes the features of work; that nobody worked is believed only where the bureau has sent its list. */
export const workGroup: FeatureGroup = {
  name: '务工就业',
  features: Object.keys(workFeatures),
  sql: (set, asOf) => sql`
    with member as ${members},
    spell as (
      select r.county, r.person, max(r.from_on) as newest,
        bool_or(r.to_on is null or r.to_on >= ${asOf}::date) as goes_on,
        bool_or(r.to_on is null or r.to_on > ${monthsBefore(asOf, 6)}) as recent
      from ${recordsOfMembers(set, 'departments.employment_public')}
      where r.from_on <= ${asOf}::date
      group by r.county, r.person
    ), lost as (
      select r.county, r.person, max(r.registered_on) as lost_on
      from ${recordsOfMembers(set, 'departments.unemployment_public')}
      where r.registered_on > ${monthsBefore(asOf, 12)} and r.registered_on <= ${asOf}::date
        and (r.returned_on is null or r.returned_on > ${asOf}::date)
      group by r.county, r.person
    )
    select m.county, m.subject, count(*) filter (where s.goes_on) as workers,
      case when bool_or(t.town is not null) then count(*) filter (where s.recent) end as worked_recently,
      count(*) filter (where l.lost_on >= coalesce(s.newest, l.lost_on)) as job_losers,
      ${monthsSince(sql`max(l.lost_on) filter (where l.lost_on >= coalesce(s.newest, l.lost_on))`, asOf)} as job_lost_months
    from member m
    left join spell s on s.county = m.county and s.person = m.person
    left join lost l on l.county = m.county and l.person = m.person
    left join ${townsWith(set, 'departments.employment_public', sql`r.from_on <= ${asOf}::date`)} t
      on t.county = m.county and t.town = m.division / 1000
    group by m.county, m.subject`,
  recordsBehind: ({ county, subject }, asOf) => sql<SourceRecord>`
    select * from (
      select r.from_on as "on", '务工至' || coalesce(r.to_on::text, '现在') || '，月工资' as title, r.monthly_wage as amount,
        '人社局' as source, r.id::text as record
      from departments.employment_public r where r.county = ${county} and r.household = ${subject}::uuid
      union all
      select r.registered_on, case when r.returned_on is null then '登记失业，尚未返岗' else '登记失业，已于' || r.returned_on || '返岗' end,
        null, '人社局', r.id::text
      from departments.unemployment_public r where r.county = ${county} and r.household = ${subject}::uuid
    ) r where r."on" <= ${asOf}::date order by 1 desc, 5 limit 50`,
}
