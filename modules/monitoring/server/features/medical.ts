/** Medical settlements of a household. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { medicalFeatures } from '../../features/health.ts'
import { among, labelled, monthBefore, monthsBefore, monthsSince, recordsOf } from './sql-parts.ts'

/**
 * Computes the features of medical settlements. Bills stay with the household that had to pay them, also those of
 * somebody who has died since. The rolling year and the identification window are two sums.
 */
export const medicalGroup: FeatureGroup = {
  name: '医疗费用',
  features: Object.keys(medicalFeatures),
  sql: (set, asOf) => {
    const lastYear = sql`r.settled_on > ${monthsBefore(asOf, 12)}`
    return sql`
      with outpatient as (
        select b.county, b.household, max(b.self_paid) as most
        from (
          select r.county, r.household, sum(r.self_paid) as self_paid
          from departments.medical_expense_public r ${among(set, 'r')}
          where r.kind in ('chronic', 'outpatient') and r.settled_on >= ${monthBefore(asOf, 2)} and r.settled_on <= ${asOf}::date
          group by r.county, r.household, r.person, date_trunc('month', r.settled_on)
        ) b
        group by b.county, b.household
      ), since_cleared as (
        select r.county, r.household, sum(r.self_paid) as self_paid
        from departments.medical_expense_public r ${among(set, 'r')}
        join households.household_public h on h.county = r.county and h.id = r.household and h.cleared_month is not null
        where ${lastYear} and r.settled_on <= ${asOf}::date and r.settled_on >= h.cleared_month + interval '1 month'
        group by r.county, r.household
      ), total as (
        select r.county, r.household, sum(r.self_paid) filter (where ${lastYear}) as rolling,
          sum(r.self_paid) filter (where r.settled_on < ${monthBefore(asOf, 0)}) as identification,
          max(r.self_paid) filter (where ${lastYear} and r.kind = 'inpatient') as inpatient, max(r.settled_on) as newest
        from departments.medical_expense_public r ${among(set, 'r')}
        where r.settled_on >= ${monthBefore(asOf, 12)} and r.settled_on <= ${asOf}::date
        group by r.county, r.household
      )
      select t.county, t.household as subject, t.rolling as self_paid, t.identification as self_paid_identification,
        c.self_paid as self_paid_since_cleared, t.inpatient as inpatient_most, o.most as chronic_month_most,
        ${monthsSince(sql`t.newest`, asOf)} as medical_newest_months
      from total t
      left join outpatient o on o.county = t.county and o.household = t.household
      left join since_cleared c on c.county = t.county and c.household = t.household`
  },
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.medical_expense_public', household, {
      on: sql`r.settled_on`,
      title: sql`${labelled('r.kind', { inpatient: '住院', chronic: '门诊慢特病', outpatient: '普通门诊' })} || '结算，自付'`,
      amount: sql`r.self_paid`,
      source: '医保局',
      until: asOf,
    }),
}
