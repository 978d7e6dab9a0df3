/** Subsidies, holdings and moves of a household's members. */
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { holdingFeatures, moveFeatures, subsidyFeatures } from '../../features/money.ts'
import { among, members, monthsBefore, monthsSince, recordsOf } from './sql-parts.ts'

/** Computes the features of one-card payments. */
export const subsidyGroup: FeatureGroup = {
  name: '一卡通补贴',
  features: Object.keys(subsidyFeatures),
  sql: (set, asOf) => sql`
    select r.county, r.household as subject, sum(r.amount) as subsidy_paid, count(distinct r.item_code) as subsidy_items,
      ${monthsSince(sql`max(r.paid_on)`, asOf)} as subsidy_newest_months
    from departments.subsidy_payment_public r ${among(set, 'r')}
    where r.paid_on > ${monthsBefore(asOf, 12)} and r.paid_on <= ${asOf}::date
    group by r.county, r.household`,
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.subsidy_payment_public', household, {
      on: sql`r.paid_on`,
      title: sql`'补贴项目 ' || r.item_code`,
      amount: sql`r.amount`,
      source: '财政局',
      until: asOf,
    }),
}

/** Computes the holdings that a comparison would ask about; vehicles for work and houses given by policy are none. */
export const holdingGroup: FeatureGroup = {
  name: '比对线索',
  features: Object.keys(holdingFeatures),
  sql: (_set, asOf) => {
    const held = sql`r.from_on <= ${asOf}::date and (r.to_on is null or r.to_on > ${asOf}::date)`
    return sql`
      select m.county, m.subject, count(*) filter (where r.what = 'vehicle') as vehicles,
        count(*) filter (where r.what = 'flat') as flats, count(*) filter (where r.what = 'business') as businesses,
        count(distinct r.person) filter (where r.what = 'payroll') as payroll_members
      from (
        select r.county, r.person, 'vehicle' as what from departments.holding_vehicle_public r
        where r.kind in ('car', 'van', 'truck') and r.is_commercial is not true and ${held}
        union all
        select r.county, r.person, 'flat' from departments.holding_property_public r
        where r.kind in ('flat', 'shop') and coalesce(r.how not in ('inherited', 'resettled', 'rebuilt'), true) and ${held}
        union all
        select r.county, r.person, 'business' from departments.holding_business_public r
        where r.state = 'open' and r.standing in ('legalPerson', 'shareholder', 'operator') and ${held}
        union all
        select r.county, r.person, 'payroll' from departments.payroll_public r
        where r.kind in ('civil', 'institution', 'retired') and ${held}
      ) r join ${members} m on m.county = r.county and m.person = r.person
      group by m.county, m.subject`
  },
  absent: { vehicles: 0, flats: 0, businesses: 0, payrollMembers: 0 },
}

/** Computes who is gone by the police register and still a member here; the last move of a person decides. */
export const moveGroup: FeatureGroup = {
  name: '户籍变动',
  features: Object.keys(moveFeatures),
  sql: (set, asOf) => sql`
    select d.county, d.subject, count(*) filter (where d.kind in ('death', 'cancelled')) as deaths_pending,
      count(*) filter (where d.kind = 'out') as departures_pending
    from (
      select distinct on (r.county, r.person) r.county, p.household as subject, r.kind
      from households.person_public p ${among(set, 'p')}
      join departments.household_move_public r on r.county = p.county and r.person = p.id
      where p.state = 'living' and p.household is not null and r.happened_on <= ${asOf}::date
      order by r.county, r.person, r.happened_on desc, r.kind
    ) d
    where d.kind in ('death', 'cancelled', 'out')
    group by d.county, d.subject`,
  absent: { deathsPending: 0, departuresPending: 0 },
}
