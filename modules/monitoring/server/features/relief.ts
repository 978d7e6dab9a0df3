/** Social relief of a household, and allowances that are due and do not come. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { reliefFeatures } from '../../features/relief.ts'
import { cards } from './disability.ts'
import {
  labelled,
  membersOf,
  monthBefore,
  monthsBefore,
  monthsSince,
  RECEIVED_MONTHS,
  recordsOf,
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
    const received = (kind: string, noted: string) => sql`case
      when bool_or(coalesce(p.kinds @> array[${kind}::text], false)) then true
      when bool_or(t.town is not null) then false
      else bool_or(${sql.ref(noted)}) end`
    return sql`
      with member as materialized (select * from ${membersOf(set, asOf)} m),
      paid as (
        select r.county, r.person, array_agg(distinct r.kind) filter (where ${recent}) as kinds,
          min(coalesce(r.from_on, r.period)) filter (where r.kind = 'minimum') as minimum_from,
          sum(r.amount) filter (where r.kind = 'temporary' and r.period > ${monthsBefore(asOf, 12)}) as temporary
        from member m join departments.relief_public r on r.county = m.county and r.person = m.person
        where r.period <= ${asOf}::date
        group by r.county, r.person
      ), person as (
        select m.county, m.subject, m.division / 1000 as town, m.low_income, m.destitute, m.disability_grade,
          p.kinds, p.minimum_from, p.temporary, c.grade, c.issued_on,
          bool_or(coalesce(p.kinds && array['minimum', 'destitute'], m.low_income or m.destitute))
            over (partition by m.county, m.subject) as poor
        from member m
        left join paid p on p.county = m.county and p.person = m.person
        left join ${cards(asOf)} c on c.county = m.county and c.person = m.person
      )
      select p.county, p.subject,
        ${received('minimum', 'p.low_income')} as in_minimum,
        ${received('destitute', 'p.destitute')} as in_destitute,
        bool_or(coalesce(p.kinds @> array['marginal'], false)) as in_marginal,
        ${monthsSince(sql`min(p.minimum_from) filter (where p.kinds @> array['minimum'])`, asOf)} as new_minimum_months,
        sum(p.temporary) as temporary_relief,
        case when bool_or(a.town is not null) then count(*) filter (
          where (coalesce(p.grade, p.disability_grade) <= 2 or (p.poor and coalesce(p.grade, p.disability_grade) is not null))
            and coalesce(p.issued_on <= ${monthsBefore(asOf, RECEIVED_MONTHS)}, true)
            and not coalesce(p.kinds @> array['disabilityAllowance'], false))
        end as allowance_missing
      from person p
      left join ${townsWith(set, 'departments.relief_public', sql`r.kind in ('minimum', 'destitute') and ${recent}`)} t
        on t.county = p.county and t.town = p.town
      left join ${townsWith(set, 'departments.relief_public', sql`r.kind = 'disabilityAllowance' and ${recent}`)} a
        on a.county = p.county and a.town = p.town
      group by p.county, p.subject`
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
