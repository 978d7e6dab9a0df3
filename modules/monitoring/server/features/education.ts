/** Children and students of a household in the current school year. */
import type { Day } from '@xinlu/kernel/basis'
import type { FeatureGroup, SourceRecord } from '@xinlu/kernel/rules/server'
import { sql } from 'kysely'
import { educationFeatures } from '../../features/education.ts'
import { labelled, recordsOf, recordsOfMembers } from './sql-parts.ts'

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
  pass: 'member',
  joins: (set, asOf) => {
    const year = schoolYearOf(asOf)
    return sql`
      left join (
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
      ) e on e.county = m.county and e.person = m.person and m.born > make_date(${year - 40}::int, 8, 31)`
  },
  columns: (asOf) => {
    const year = schoolYearOf(asOf)
    const young = sql`m.born > make_date(${year - 40}::int, 8, 31)`
    const lost = sql`coalesce(e.state, e.state_before) in ('dropout', 'suspectedDropout')
      and coalesce(e.stage, e.stage_before) in ${compulsory} and m.born > (${asOf}::date - interval '18 years')`
    const atAge = sql`m.born > make_date(${year - 15}::int, 8, 31) and m.born <= make_date(${year - 6}::int, 8, 31)`
    const notAtSchool = sql`(m.dropout_reason is not null or m.schooling = 'preschoolAge'
      or (m.schooling is null and m.education is not null)
      or (e.state_before = 'graduated' and e.stage_before = 'primary'
        and coalesce(m.schooling, 'primary') in ('primary', 'kindergarten')))`
    const studying = sql`coalesce(e.state, e.state_before) = 'enrolled' and coalesce(e.stage, e.stage_before) in ${later}`
    return {
      dropouts: sql`count(*) filter (where ${lost})`,
      outOfSchool: sql`case when bool_or(t.enrolment and ${young}) then count(*) filter (where ${atAge}
        and e.state is null and not coalesce(${lost}, false) and ${notAtSchool}) end`,
      homeTaught: sql`count(*) filter (where e.state = 'homeTaught')`,
      boarders: sql`count(*) filter (where e.boards and e.state = 'enrolled' and e.stage in ${compulsory})`,
      laterStudents: sql`count(*) filter (where ${studying})`,
      schoolCost: sql`sum(e.net_cost) filter (where ${studying})`,
    }
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
