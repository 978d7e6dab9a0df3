/** Work and lost work of a household's members. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { workFeatures } from '../../features/work.ts'
import { monthsBefore, monthsSince, recordsOfMembers } from './sql-parts.ts'

/** Computes the features of work; that nobody worked is believed only where the bureau has sent its list. */
export const workGroup: FeatureGroup = {
  name: '务工就业',
  features: Object.keys(workFeatures),
  pass: 'member',
  joins: (set, asOf) => sql`
    left join (
      select r.county, r.person, max(r.from_on) as newest,
        bool_or(r.to_on is null or r.to_on >= ${asOf}::date) as goes_on,
        bool_or(r.to_on is null or r.to_on > ${monthsBefore(asOf, 6)}) as recent
      from ${recordsOfMembers(set, 'departments.employment_public')}
      where r.from_on <= ${asOf}::date
      group by r.county, r.person
    ) spell on spell.county = m.county and spell.person = m.person
    left join (
      select r.county, r.person, max(r.registered_on) as lost_on
      from ${recordsOfMembers(set, 'departments.unemployment_public')}
      where r.registered_on > ${monthsBefore(asOf, 12)} and r.registered_on <= ${asOf}::date
        and (r.returned_on is null or r.returned_on > ${asOf}::date)
      group by r.county, r.person
    ) lost on lost.county = m.county and lost.person = m.person`,
  columns: (asOf) => {
    const jobless = sql`lost.lost_on >= coalesce(spell.newest, lost.lost_on)`
    return {
      workers: sql`count(*) filter (where spell.goes_on)`,
      workedRecently: sql`case when bool_or(t.employment) then count(*) filter (where spell.recent) end`,
      jobLosers: sql`count(*) filter (where ${jobless})`,
      jobLostMonths: monthsSince(sql`max(lost.lost_on) filter (where ${jobless})`, asOf),
    }
  },
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
