/** The members of a household: ages, labour, illness. */
import type { FeatureGroup } from '@xinlu/kernel/rules/server'
import { sql, type RawBuilder } from 'kysely'
import { illnessFeatures, memberFeatures } from '../../features/members.ts'

/** Computes the features of `features/members.ts`. */
export const memberGroup: FeatureGroup = {
  name: '家庭成员',
  features: [...Object.keys(memberFeatures), ...Object.keys(illnessFeatures)],
  pass: 'member',
  columns: (asOf) => {
    const youngerThan = (years: number) =>
      sql`m.born > (${asOf}::date - make_interval(years => ${years}))::date`
    const count = (condition: RawBuilder<unknown>) => sql`count(*) filter (where ${condition})`
    return {
      workingAge: count(sql`not (${youngerThan(16)}) and ${youngerThan(60)}`),
      aged: count(sql`not (${youngerThan(60)})`),
      children: count(youngerThan(16)),
      labourers: count(sql`m.labour in ('ordinary', 'skilled')`),
      weakLabourers: count(sql`m.labour = 'weak'`),
      labourUnknown: count(sql`m.labour is null and coalesce(not (${youngerThan(16)}), true)`),
      workersAway: count(sql`m.works_away`),
      seriousIll: count(sql`'serious' = any (m.health)`),
      chronicIll: count(sql`'chronic' = any (m.health)`),
    }
  },
}
