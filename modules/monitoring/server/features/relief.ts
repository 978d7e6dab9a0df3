/** Social relief of a household, and allowances that are due and do not come. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { reliefFeatures } from '../../features/relief.ts'
import { cards } from './disability.ts'
import {
  labelled,
  members,
  monthBefore,
  monthsBefore,
  monthsSince,
  RECEIVED_MONTHS,
  recordsOf,
  recordsOfMembers,
  townsWith,
} from './sql-parts.ts'

const kinds = {
  minimum: '最低生活保障',
  destitute: '特困人员供养',
  temporary: '临时救助',
  marginal: '低保边缘家庭',
  orphan: '孤儿基本生活保障',
  disabilityAllowance: '残疾人两项补贴',
}

/**
 * Computes the features of relief. What the bureau has paid is certain; that it has paid nothing is believed only where
 * it has sent its list for the township, else the register's own note counts.
 */
export const reliefGroup: FeatureGroup = {
  name: '社会救助',
  features: Object.keys(reliefFeatures),
  sql: (set, asOf) => {
    const recent = sql`r.period >= ${monthBefore(asOf, RECEIVED_MONTHS)} and r.period <= ${asOf}::date
      and (r.to_on is null or r.to_on >= ${asOf}::date)`
    const paid = (kind: string) =>
      sql`coalesce(bool_or(r.kind = ${kind}::text) filter (where ${recent}), false)`
    const received = (now: string, noted: string) => sql`case
      when bool_or(${sql.ref(now)}) then true
      when bool_or(t.town is not null) then false
      else bool_or(${sql.ref(noted)}) end`
    const grade = sql`coalesce(c.grade, m.disability_grade)`
    const unpaid = sql`coalesce(c.issued_on <= ${monthsBefore(asOf, RECEIVED_MONTHS)}, true) and p.allowance is not true`
    return sql`
      with member as ${members},
      paid as (
        select r.county, r.person, ${paid('minimum')} as minimum, ${paid('destitute')} as destitute,
          ${paid('marginal')} as marginal, ${paid('disabilityAllowance')} as allowance,
          min(coalesce(r.from_on, r.period)) filter (where r.kind = 'minimum') as minimum_from,
          sum(r.amount) filter (where r.kind = 'temporary' and r.period > ${monthsBefore(asOf, 12)}) as temporary
        from ${recordsOfMembers(set, 'departments.relief_public')}
        where r.period <= ${asOf}::date
        group by r.county, r.person
      ), counted as (
        select m.county, m.subject,
          ${received('p.minimum', 'm.low_income')} as in_minimum,
          ${received('p.destitute', 'm.destitute')} as in_destitute,
          coalesce(bool_or(p.marginal), false) as in_marginal,
          ${monthsSince(sql`min(p.minimum_from) filter (where p.minimum)`, asOf)} as new_minimum_months,
          sum(p.temporary) as temporary_relief,
          bool_or(a.town is not null) as allowances_sent,
          count(*) filter (where ${grade} is not null and ${unpaid}) as disabled_unpaid,
          count(*) filter (where ${grade} <= 2 and ${unpaid}) as severe_unpaid
        from member m
        left join paid p on p.county = m.county and p.person = m.person
        left join ${cards} c on c.county = m.county and c.person = m.person
        left join ${townsWith(set, 'departments.relief_public', sql`r.kind in ('minimum', 'destitute') and ${recent}`)} t
          on t.county = m.county and t.town = m.division / 1000
        left join ${townsWith(set, 'departments.relief_public', sql`r.kind = 'disabilityAllowance' and ${recent}`)} a
          on a.county = m.county and a.town = m.division / 1000
        group by m.county, m.subject
      )
      select county, subject, in_minimum, in_destitute, in_marginal, new_minimum_months, temporary_relief,
        case when allowances_sent then case when in_minimum or in_destitute then disabled_unpaid else severe_unpaid end end
          as allowance_missing
      from counted`
  },
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.relief_public', household, {
      on: sql`r.period`,
      title: labelled('r.kind', kinds),
      amount: sql`r.amount`,
      source: '民政局',
      until: asOf,
    }),
}
