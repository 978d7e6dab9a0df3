/** Who of a household is insured this year, and whose premium should have been subsidised. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { insuranceFeatures } from '../../features/health.ts'
import { labelled, members, monthBefore, RECEIVED_MONTHS, recordsOf, recordsOfMembers } from './sql-parts.ts'

const kinds = { resident: '居民医保', employee: '职工医保', elsewhere: '异地参保', uninsured: '未参保' }

/** Computes the features of basic medical insurance. */
export const insuranceGroup: FeatureGroup = {
  name: '基本医保',
  features: Object.keys(insuranceFeatures),
  sql: (set, asOf) => sql`
    with member as ${members},
    poor as (
      select r.county, r.person, max(coalesce(r.people, 1000)) as people
      from ${recordsOfMembers(set, 'departments.relief_public')}
      where r.kind in ('minimum', 'destitute') and r.period >= ${monthBefore(asOf, RECEIVED_MONTHS)}
        and r.period <= ${asOf}::date
      group by r.county, r.person
    ), counted as (
      select m.county, m.subject, count(*) as size, max(p.people) as people,
        count(*) filter (where m.on_service is not true and (
          (i.kind = 'uninsured' and i.exemption is null)
          or (i.kind is null and m.insured_resident is false and m.insured_worker is false))) as uninsured,
        count(*) filter (where i.kind = 'resident' and i.subsidy_class is null) as unaided
      from member m
      left join departments.insurance_public i
        on i.county = m.county and i.person = m.person and i.year = extract(year from ${asOf}::date)
      left join poor p on p.county = m.county and p.person = m.person
      group by m.county, m.subject
    )
    select c.county, c.subject, c.uninsured,
      -- Where 低保 covers only some members, as many members may rightly pay in full as it does not cover.
      case when c.people is null then 0 else greatest(0, c.unaided - greatest(0, c.size - c.people)) end
        as premium_unaided
    from counted c`,
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.insurance_public', household, {
      on: sql`make_date(r.year, 1, 1)`,
      title: sql`r.year || '年度' || ${labelled('r.kind', kinds)} || case when r.exemption is null then '' else '(有正当原因)' end`,
      source: '医保局',
      until: asOf,
    }),
}
