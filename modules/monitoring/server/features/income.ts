/** The newest income statement, and the fall between two yearly collections. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { incomeFeatures } from '../../features/income.ts'
import { among, calendarMonthsSince, labelled, recordsOf } from './sql-parts.ts'

/** Computes the features of `features/income.ts`. The identification window and the yearly one are never mixed. */
export const incomeGroup: FeatureGroup = {
  name: '收入测算',
  features: Object.keys(incomeFeatures),
  sql: (set, asOf) => sql`
    with statement as (
      select i.county, i.household, i.moment, i.window_to, i.per_person, i.per_person_reference, i.wage,
        i.wage + i.business + i.property + i.transfer as earned
      from households.income_public i ${among(set, 'i')} where i.window_to <= ${asOf}::date
    ), newest as (
      select distinct on (county, household) county, household, moment, window_to, per_person, per_person_reference,
        wage * 100.0 / nullif(earned, 0) as wage_share
      from statement order by county, household, window_to desc, moment
    ), yearly as (
      -- Only the newest collection is compared, and only with that of the year before it.
      select distinct on (county, household) county, household, per_person,
        case when before_to = (window_to - interval '1 year')::date then before end as before
      from (
        select county, household, window_to, per_person, lag(per_person) over before as before,
          lag(window_to) over before as before_to
        from statement where moment = 'yearly'
        window before as (partition by county, household order by window_to)
      ) y
      order by county, household, window_to desc
    )
    select n.county, n.household as subject, n.per_person as income_per_person, n.moment as income_window,
      ${calendarMonthsSince(sql`n.window_to`, asOf)} as income_age_months,
      n.per_person_reference as reference_per_person, round(n.wage_share, 1)::float8 as wage_share,
      y.before as income_before,
      case when y.before > 0 then round((y.before - y.per_person) * 100.0 / y.before, 1)::float8 end as income_fall
    from newest n left join yearly y on y.county = n.county and y.household = n.household`,
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('households.income_public', household, {
      on: sql`r.window_to`,
      title: sql`${labelled('r.moment', { identified: '识别时', cleared: '风险消除后', yearly: '年度采集' })}
        || '收入测算，人均纯收入'`,
      amount: sql`r.per_person`,
      source: '户档',
      until: asOf,
    }),
}
