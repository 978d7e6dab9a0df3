/** The house and the water of a household. */
import { addDays, type Day } from '@xinlu/kernel/basis'
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { housingFeatures, waterFeatures } from '../../features/dwelling.ts'
import { among, labelled, monthsSince, recordsOf } from './sql-parts.ts'

const houseStates = {
  suspected: '疑似危房',
  appraised: '已鉴定',
  planned: '已列入计划',
  building: '正在改造',
  accepted: '已验收',
}
const causes = { seasonal: '季节性断水', engineering: '工程性缺水', relapse: '反弹性无水', other: '其他原因' }

/** Computes the features of appraisals: the worst grade that is not repaired yet. */
export const housingGroup: FeatureGroup = {
  name: '住房鉴定',
  features: Object.keys(housingFeatures),
  sql: (set, asOf) => {
    const dangerous = sql`r.grade in ('C', 'D')`
    return sql`
      select r.county, r.household as subject, max(r.grade) as house_grade,
        bool_or(r.state = 'suspected') as house_suspected,
        ${asOf}::date - min(r.listed_on) filter (where r.state = 'suspected') as house_suspected_days,
        ${monthsSince(sql`max(r.listed_on) filter (where ${dangerous})`, asOf)} as house_listed_months,
        ${asOf}::date - min(r.appraised_on) filter (where ${dangerous} and r.state = 'appraised') as house_unplanned_days
      from departments.house_public r ${among(set, 'r')}
      where r.listed_on <= ${asOf}::date
        and (r.state <> 'accepted' or coalesce(r.accepted_on > ${asOf}::date, false))
      group by r.county, r.household`
  },
  absent: { houseSuspected: false },
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.house_public', household, {
      on: sql`coalesce(r.appraised_on, r.listed_on)`,
      title: sql`${labelled('r.state', houseStates)} || coalesce(' ' || r.grade || '级', '')`,
      source: '住建局',
      until: asOf,
    }),
}

/** Computes the features of water stops of the household and of its whole village; overlapping days count once. */
export const waterGroup: FeatureGroup = {
  name: '停水',
  features: Object.keys(waterFeatures),
  sql: (set, asOf) => {
    const from = addDays(asOf, -364)
    const newYear = `${asOf.slice(0, 4)}-01-01` as Day
    const span = sql`daterange(greatest(r.from_on, ${from}::date), least(coalesce(r.to_on, ${asOf}::date), ${asOf}::date), '[]')`
    const inWindow = sql`r.from_on <= ${asOf}::date and coalesce(r.to_on, ${asOf}::date) >= ${from}::date`
    const days = (spans: unknown) =>
      sql`coalesce((select sum(upper(d) - lower(d)) from unnest(${spans}) d), 0)::int`
    return sql`
      select w.county, w.subject, ${days(sql`w.spans`)} as water_stop_days,
        ${days(sql`w.spans * datemultirange(daterange(${newYear}::date, null))`)} as water_stop_days_this_year
      from (
        select s.county, s.subject, range_agg(s.span) as spans
        from (
          select r.county, r.household as subject, ${span} as span
          from departments.water_stop_public r ${among(set, 'r')}
          where r.household is not null and ${inWindow}
          union all
          select h.county, h.id, ${span}
          from departments.water_stop_public r
          join households.household_public h on h.county = r.county and h.division = r.division
          ${among(set, 'h', 'id')}
          where r.household is null and r.group_name is null and h.state = 'living' and ${inWindow}
        ) s
        group by s.county, s.subject
      ) w`
  },
  absent: { waterStopDays: 0, waterStopDaysThisYear: 0 },
  recordsBehind: ({ county, subject }, asOf) => sql<SourceRecord>`
    select r.from_on as "on", ${labelled('r.cause', causes)} || '停水至' || coalesce(r.to_on::text, '尚未恢复')
      || case when r.household is null then '(全村)' else '' end as title,
      null::bigint as amount, '水利局' as source, r.id::text as record
    from departments.water_stop_public r
    join households.household_public h on h.county = r.county and h.division = r.division
    where h.county = ${county} and h.id = ${subject}::uuid and r.from_on <= ${asOf}::date
      and (r.household = h.id or (r.household is null and r.group_name is null))
    order by 1 desc, 5 limit 50`,
}
