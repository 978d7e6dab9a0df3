/** Disasters and accidents of a household. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { accidentFeatures, disasterFeatures } from '../../features/events.ts'
import { among, labelled, monthsBefore, monthsSince, recordsOf } from './sql-parts.ts'

const disasters = {
  flood: '洪涝灾害',
  geological: '地质灾害',
  drought: '旱灾',
  biological: '生物灾害',
  weather: '气象灾害',
  earthquake: '地震灾害',
  other: '其他灾害',
}
const accidents = { traffic: '交通事故', drowning: '溺水', fire: '火灾', other: '其他意外' }
const injuries = { dead: '死亡', serious: '重伤', slight: '轻伤' }

/** Computes the features of natural disasters. */
export const disasterGroup: FeatureGroup = {
  name: '受灾',
  features: Object.keys(disasterFeatures),
  sql: (set, asOf) => {
    const unrelieved = sql`coalesce(r.relief, 0) = 0 and r.loss > 0`
    return sql`
      select r.county, r.household as subject, ${monthsSince(sql`max(r.happened_on)`, asOf)} as disaster_months,
        sum(r.loss) as disaster_loss, sum(r.relief) as disaster_relief,
        (array['none', 'slight', 'serious', 'collapsed'])[
          max(array_position(array['none', 'slight', 'serious', 'collapsed'], r.house_damage))] as house_damage,
        sum(r.loss) filter (where ${unrelieved}) as unrelieved_loss,
        ${asOf}::date - min(r.happened_on) filter (where ${unrelieved}) as unrelieved_days
      from departments.disaster_public r ${among(set, 'r')}
      where r.happened_on > ${monthsBefore(asOf, 12)} and r.happened_on <= ${asOf}::date
      group by r.county, r.household`
  },
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.disaster_public', household, {
      on: sql`r.happened_on`,
      title: sql`${labelled('r.kind', disasters)} || ',损失'`,
      amount: sql`r.loss`,
      source: '应急局',
      until: asOf,
    }),
}

/** Computes the features of accidents; the dead count, they are why the household is in need. */
export const accidentGroup: FeatureGroup = {
  name: '意外事故',
  features: Object.keys(accidentFeatures),
  sql: (set, asOf) => sql`
    select r.county, r.household as subject, ${monthsSince(sql`max(r.happened_on)`, asOf)} as accident_months,
      count(*) filter (where r.injury = 'dead') as accident_deaths,
      count(*) filter (where r.injury = 'serious') as accident_serious, sum(r.cost) as accident_cost
    from departments.accident_public r ${among(set, 'r')}
    where r.happened_on > ${monthsBefore(asOf, 12)} and r.happened_on <= ${asOf}::date
    group by r.county, r.household`,
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.accident_public', household, {
      on: sql`r.happened_on`,
      title: sql`${labelled('r.kind', accidents)} || '，' || ${labelled('r.injury', injuries)}`,
      amount: sql`r.cost`,
      source: '公安局',
      until: asOf,
    }),
}
