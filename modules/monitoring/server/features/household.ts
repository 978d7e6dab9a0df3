/** The household's own row. */
import type { Day } from '@xinlu/kernel/basis'
import type { FeatureGroup } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { householdFeatures } from '../../features/household.ts'
import { among, calendarMonthsSince, monthsSince } from './sql-parts.ts'

const watched = (risk: string) =>
  sql`(h.monitored is not null and h.cleared_month is null and ${risk} = any (h.risks))`

/** Computes the features of `features/household.ts`. */
export const householdGroup: FeatureGroup = {
  name: '户档',
  features: Object.keys(householdFeatures),
  sql: (set, asOf: Day) => sql`
    select h.county, h.id as subject, h.kind, h.monitored,
      h.monitored is not null and h.cleared_month is null as under_watch,
      h.monitored is not null and h.cleared_month is not null as cleared,
      h.size, h.relocated, h.no_labour_backstop as backstop, h.epidemic,
      ${asOf}::date - (h.identified_month + interval '1 month' - interval '1 day')::date as days_identified,
      ${calendarMonthsSince(sql`h.identified_month`, asOf)} as months_identified,
      ${calendarMonthsSince(sql`h.cleared_month`, asOf)} as months_cleared,
      ${monthsSince(sql`h.visited_on`, asOf)} as months_since_visit,
      h.house_unsafe as house_unsafe_seen, h.school_dropout as dropout_seen, h.water_unsafe as water_unsafe_seen,
      ${watched('R01')} as watched_illness, ${watched('R02')} as watched_school,
      ${watched('R03')} as watched_disability, ${watched('R04')} as watched_disaster,
      ${watched('R05')} as watched_accident, ${watched('R07')} as watched_work,
      ${watched('R08')} as watched_labour, ${watched('R09')} as watched_house, ${watched('R10')} as watched_water
    from households.household_public h ${among(set, 'h', 'id')}
    where h.state = 'living'`,
}
