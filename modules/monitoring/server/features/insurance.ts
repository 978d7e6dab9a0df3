/** Who of a household is insured this year, and whose premium should have been subsidised. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { insuranceFeatures } from '../../features/health.ts'
import { labelled, monthBefore, RECEIVED_MONTHS, recordsOf, recordsOfMembers } from './sql-parts.ts'

const kinds = { resident: '居民医保', employee: '职工医保', elsewhere: '异地参保', uninsured: '未参保' }

/** Computes the features of basic medical insurance. */
export const insuranceGroup: FeatureGroup = {
  name: '基本医保',
  features: Object.keys(insuranceFeatures),
  pass: 'member',
  joins: (set, asOf) => sql`
    left join departments.insurance_public i
      on i.county = m.county and i.person = m.person and i.year = ${Number(asOf.slice(0, 4))}::int
    left join (
      select r.county, r.person, max(coalesce(r.people, 1000)) as people
      from ${recordsOfMembers(set, 'departments.relief_public')}
      where r.kind in ('minimum', 'destitute') and r.period >= ${monthBefore(asOf, RECEIVED_MONTHS)}
        and r.period <= ${asOf}::date
      group by r.county, r.person
    ) poor on poor.county = m.county and poor.person = m.person`,
  columns: () => ({
    uninsured: sql`count(*) filter (where m.on_service is not true and (
      (i.kind = 'uninsured' and i.exemption is null)
      or (i.kind is null and m.insured_resident is false and m.insured_worker is false)))`,
    // Where 低保 covers only some members, as many members may rightly pay in full as it does not cover.
    premiumUnaided: sql`case when max(poor.people) is null then 0 else greatest(0,
      count(*) filter (where i.kind = 'resident' and i.subsidy_class is null)
        - greatest(0, count(*) - max(poor.people))) end`,
  }),
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.insurance_public', household, {
      on: sql`make_date(r.year, 1, 1)`,
      title: sql`r.year || '年度' || ${labelled('r.kind', kinds)} || case when r.exemption is null then '' else '(有正当原因)' end`,
      source: '医保局',
      until: asOf,
    }),
}
