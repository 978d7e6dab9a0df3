/** Children and students of a household in the current school year. */
import type { Day } from '@xinlu/kernel/basis'
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { educationFeatures } from '../../features/education.ts'
import { labelled, members, recordsOf, recordsOfMembers, townsWith } from './sql-parts.ts'

const stages = {
  kindergarten: '学前教育',
  primary: '小学',
  junior: '初中',
  special: '特殊教育',
  senior: '普通高中',
  vocational: '中职',
  college: '高职高专',
  university: '本科',
  graduate: '研究生',
}
const states = {
  enrolled: '在读',
  suspended: '休学',
  suspectedDropout: '疑似辍学',
  dropout: '辍学',
  graduated: '毕业',
  homeTaught: '送教上门',
}

const compulsory = sql`('primary', 'junior', 'special')`
const later = sql`('senior', 'vocational', 'college', 'university', 'graduate')`

/**
 * Computes the features of school. A child of compulsory age counts as out of school only when the school register of
 * the year has come, holds no record of it, and the household register does not say that it is at school (elsewhere).
 */
export const educationGroup: FeatureGroup = {
  name: '学籍',
  features: Object.keys(educationFeatures),
  sql: (set, asOf) => {
    const year = schoolYearOf(asOf)
    const lost = sql`coalesce(s.state, s.state_before) in ('dropout', 'suspectedDropout')
      and coalesce(s.stage, s.stage_before) in ${compulsory} and s.born > (${asOf}::date - interval '18 years')`
    const atAge = sql`s.born > make_date(${year - 15}::int, 8, 31) and s.born <= make_date(${year - 6}::int, 8, 31)`
    const notAtSchool = sql`(s.dropout_reason is not null or s.schooling = 'preschoolAge'
      or (s.schooling is null and s.education is not null)
      or (s.state_before = 'graduated' and s.stage_before = 'primary'
        and coalesce(s.schooling, 'primary') in ('primary', 'kindergarten')))`
    const studying = sql`coalesce(s.state, s.state_before) = 'enrolled' and coalesce(s.stage, s.stage_before) in ${later}`
    return sql`
      with member as ${members},
      enrolled as (
        select r.county, r.person,
          max(r.state) filter (where r.school_year = ${year}::int) as state,
          max(r.stage) filter (where r.school_year = ${year}::int) as stage,
          bool_or(r.is_boarding) filter (where r.school_year = ${year}::int) as boards,
          max(r.state) filter (where r.school_year = ${year - 1}::int) as state_before,
          max(r.stage) filter (where r.school_year = ${year - 1}::int) as stage_before,
          coalesce(max(r.net_cost) filter (where r.school_year = ${year}::int and r.stage in ${later}),
            max(r.net_cost) filter (where r.school_year = ${year - 1}::int and r.stage in ${later})) as net_cost
        from ${recordsOfMembers(set, 'departments.enrolment_public')}
        where r.school_year in (${year}::int, ${year - 1}::int)
        group by r.county, r.person
      ), person as (
        select m.*, m.division / 1000 as town, e.state, e.stage, e.boards, e.state_before, e.stage_before, e.net_cost
        from member m
        left join enrolled e on e.county = m.county and e.person = m.person
        where m.born > make_date(${year - 40}::int, 8, 31)
      )
      select s.county, s.subject, count(*) filter (where ${lost}) as dropouts,
        case when bool_or(t.town is not null)
          then count(*) filter (where s.state is null and ${atAge} and not coalesce(${lost}, false) and ${notAtSchool})
        end as out_of_school,
        count(*) filter (where s.state = 'homeTaught') as home_taught,
        count(*) filter (where s.boards and s.state = 'enrolled' and s.stage in ${compulsory}) as boarders,
        count(*) filter (where ${studying}) as later_students,
        sum(s.net_cost) filter (where ${studying}) as school_cost
      from person s left join ${townsWith(set, 'departments.enrolment_public', sql`r.school_year = ${year}::int`)} t
        on t.county = s.county and t.town = s.town
      group by s.county, s.subject`
  },
  absent: { dropouts: 0, homeTaught: 0, boarders: 0, laterStudents: 0 },
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.enrolment_public', household, {
      on: sql`coalesce(r.state_on, make_date(r.school_year, 9, 1))`,
      title: sql`r.school_year || '学年' || ${labelled('r.stage', stages)} || ${labelled('r.state', states)}`,
      amount: sql`r.net_cost`,
      source: '教育局',
      until: asOf,
    }),
}

/** Answers the first year of the school year a day lies in; it begins on 1 September. */
export function schoolYearOf(asOf: Day): number {
  const year = Number(asOf.slice(0, 4))
  return Number(asOf.slice(5, 7)) >= 9 ? year : year - 1
}
