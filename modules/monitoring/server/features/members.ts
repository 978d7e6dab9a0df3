/** The members of a household: ages, labour, illness. */
import type { FeatureGroup } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { illnessFeatures, memberFeatures } from '../../features/members.ts'
import { members } from './sql-parts.ts'

/** Computes the features of `features/members.ts`. */
export const memberGroup: FeatureGroup = {
  name: '家庭成员',
  features: [...Object.keys(memberFeatures), ...Object.keys(illnessFeatures)],
  sql: (_set, asOf) => {
    const youngerThan = (years: number) =>
      sql`m.born > (${asOf}::date - make_interval(years => ${years}))::date`
    return sql`
      select m.county, m.subject,
        count(*) filter (where not (${youngerThan(16)}) and ${youngerThan(60)}) as working_age,
        count(*) filter (where not (${youngerThan(60)})) as aged,
        count(*) filter (where ${youngerThan(16)}) as children,
        count(*) filter (where m.labour in ('ordinary', 'skilled')) as labourers,
        count(*) filter (where m.labour = 'weak') as weak_labourers,
        count(*) filter (where m.labour is null and coalesce(not (${youngerThan(16)}), true)) as labour_unknown,
        count(*) filter (where m.works_away) as workers_away,
        count(*) filter (where 'serious' = any (m.health)) as serious_ill,
        count(*) filter (where 'chronic' = any (m.health)) as chronic_ill
      from ${members} m
      group by m.county, m.subject`
  },
}
