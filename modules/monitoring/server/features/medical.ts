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
    const outpatient = sql`r.kind in ('chronic', 'outpatient') and r.settled_on >= ${monthBefore(asOf, 2)}`
    return sql`
      select b.county, b.subject, sum(b.rolling) as self_paid, sum(b.identification) as self_paid_identification,
        sum(b.since_cleared) as self_paid_since_cleared, max(b.inpatient) as inpatient_most,
        max(b.outpatient) as chronic_month_most, ${monthsSince(sql`max(b.newest)`, asOf)} as medical_newest_months
      from (
        select r.county, r.household as subject, r.person, date_trunc('month', r.settled_on) as month,
          sum(r.self_paid) filter (where ${lastYear}) as rolling,
          sum(r.self_paid) filter (where r.settled_on < ${monthBefore(asOf, 0)}) as identification,
          sum(r.self_paid) filter (where ${lastYear} and r.settled_on >= h.cleared_month + interval '1 month')
            as since_cleared,
          max(r.self_paid) filter (where ${lastYear} and r.kind = 'inpatient') as inpatient,
          sum(r.self_paid) filter (where ${outpatient}) as outpatient,
          max(r.settled_on) as newest
        from departments.medical_expense_public r ${among(set, 'r')}
        join households.household_public h on h.county = r.county and h.id = r.household
        where r.settled_on >= ${monthBefore(asOf, 12)} and r.settled_on <= ${asOf}::date
        group by r.county, r.household, r.person, date_trunc('month', r.settled_on)
      ) b
      group by b.county, b.subject`
  },
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.medical_expense_public', household, {
      on: sql`r.settled_on`,
      title: sql`${labelled('r.kind', { inpatient: '住院', chronic: '门诊慢特病', outpatient: '普通门诊' })} || '结算,自付'`,
      amount: sql`r.self_paid`,
      source: '医保局',
      until: asOf,
    }),
}
