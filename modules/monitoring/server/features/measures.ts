/** Measures of help of the households under watch. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { measureFeatures } from '../../features/measures.ts'
import { developmentMeasures, measureCategories } from '../../measure.ts'
import { among, labelled, recordsOf } from './sql-parts.ts'

/**
 * Computes the features of measures that were begun, or still went on, after the identification in force. A household
 * nobody watches has none to have; in a township that has recorded no measure yet, nothing is said.
 */
export const measureGroup: FeatureGroup = {
  name: '帮扶措施',
  features: Object.keys(measureFeatures),
  sql: (set, asOf) => {
    const has = (...categories: string[]) =>
      sql`coalesce(bool_or(r.category = any (${categories}::text[])), false)`
    return sql`
      select h.county, h.id as subject, count(r.id) as measures,
        count(r.id) filter (where r.category = any (${[...developmentMeasures]}::text[])) as development_measures,
        count(r.id) filter (where r.category = 'M08') as backstop_measures,
        ${has('M05')} as has_health_measure, ${has('M06', 'M07')} as has_school_measure,
        ${has('M09', 'M12')} as has_house_measure, ${has('M10')} as has_water_measure,
        ${has('M08', 'M11')} as has_backstop_measure
      from households.household_public h ${among(set, 'h', 'id')}
      join pg_temp.household_town t on t.county = h.county and t.town = h.division / 1000 and t.measures
      left join monitoring.measure_public r on r.county = h.county and r.household = h.id and r.state <> 'dropped'
        and r.from_on <= ${asOf}::date
        and (r.from_on >= h.identified_month or r.to_on is null or r.to_on >= h.identified_month)
      where h.monitored is not null and h.cleared_month is null
      group by h.county, h.id`
  },
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('monitoring.measure_public', household, {
      on: sql`r.from_on`,
      title: sql`${labelled('r.category', measureCategories)} || ':' || r.item`,
      source: '乡村振兴局',
      until: asOf,
    }),
}
