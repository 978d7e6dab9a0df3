/** Social relief of a household, and allowances that are due and do not come. */
import type { Day } from '@xinlu/kernel/basis'
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql, type RawBuilder } from 'kysely'
import { reliefFeatures } from '../../features/relief.ts'
import { disabilityGrade } from './disability.ts'
import {
  labelled,
  monthBefore,
  monthsBefore,
  monthsSince,
  RECEIVED_MONTHS,
  recordsOf,
  recordsOfMembers,
} from './sql-parts.ts'

const kinds = {
  minimum: '最低生活保障',
  destitute: '特困人员供养',
  temporary: '临时救助',
  marginal: '低保边缘家庭',
  orphan: '孤儿基本生活保障',
  disabilityAllowance: '残疾人两项补贴',
}

/** Whether a payment `r` counts as received now. */
export function recentlyPaid(asOf: Day): RawBuilder<unknown> {
  return sql`r.period >= ${monthBefore(asOf, RECEIVED_MONTHS)} and r.period <= ${asOf}::date
    and (r.to_on is null or r.to_on >= ${asOf}::date)`
}

/**
 * Computes the features of relief. What the bureau has paid is certain; that it has paid nothing is believed only where
 * it has sent its list for the township, else the register's own note counts.
 */
export const reliefGroup: FeatureGroup = {
  name: '社会救助',
  features: Object.keys(reliefFeatures),
  pass: 'member',
  joins: (set, asOf) => {
    const paid = (kind: string) =>
      sql`coalesce(bool_or(r.kind = ${kind}::text) filter (where ${recentlyPaid(asOf)}), false)`
    return sql`
      left join (
        select r.county, r.person, ${paid('minimum')} as minimum, ${paid('destitute')} as destitute,
          ${paid('marginal')} as marginal, ${paid('disabilityAllowance')} as allowance,
          min(coalesce(r.from_on, r.period)) filter (where r.kind = 'minimum') as minimum_from,
          sum(r.amount) filter (where r.kind = 'temporary' and r.period > ${monthsBefore(asOf, 12)}) as temporary
        from ${recordsOfMembers(set, 'departments.relief_public')}
        where r.period <= ${asOf}::date
        group by r.county, r.person
      ) paid on paid.county = m.county and paid.person = m.person`
  },
  columns: (asOf) => {
    const received = (now: string, noted: string) => sql`case
      when bool_or(${sql.ref(now)}) then true
      when bool_or(t.relief) then false
      else bool_or(${sql.ref(noted)}) end`
    const inMinimum = received('paid.minimum', 'm.low_income')
    const inDestitute = received('paid.destitute', 'm.destitute')
    const unpaid = sql`coalesce(c.issued_on <= ${monthsBefore(asOf, RECEIVED_MONTHS)}, true) and paid.allowance is not true`
    return {
      inMinimum,
      inDestitute,
      inMarginal: sql`coalesce(bool_or(paid.marginal), false)`,
      newMinimumMonths: monthsSince(sql`min(paid.minimum_from) filter (where paid.minimum)`, asOf),
      temporaryRelief: sql`sum(paid.temporary)`,
      allowanceMissing: sql`case when bool_or(t.allowance) then case when ${inMinimum} or ${inDestitute}
        then count(*) filter (where ${disabilityGrade} is not null and ${unpaid})
        else count(*) filter (where ${disabilityGrade} <= 2 and ${unpaid}) end end`,
    }
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
