/** Disability cards of a household. */
import type { FeatureGroup, SourceRecord, SubjectSet } from '@xinlu/kernel/rules/server'
import type { Day } from '@xinlu/kernel/basis'
import { sql, type RawBuilder } from 'kysely'
import { disabilityFeatures } from '../../features/disability.ts'
import { labelled, monthsSince, recordsOf, recordsOfMembers } from './sql-parts.ts'

const kinds = { 1: '视力', 2: '听力', 3: '言语', 4: '肢体', 5: '智力', 6: '精神', 7: '多重' }

/**
 * The valid cards of the members: (county, person, grade, issued_on, new_on). A card is new when the federation says so,
 * or, where it does not say, when the person never had another: a renewed card is no new disability.
 */
export function validCards(set: SubjectSet, asOf: Day): RawBuilder<unknown> {
  return sql`
    select r.county, r.person, (array_agg(r.grade order by r.issued_on desc))[1] as grade, max(r.issued_on) as issued_on,
      coalesce(max(r.issued_on) filter (where r.is_new),
        case when count(*) = 1 and bool_and(r.is_new is null) then max(r.issued_on) end) as new_on
    from ${recordsOfMembers(set, 'departments.disability_public')}
    where r.issued_on <= ${asOf}::date
    group by r.county, r.person
    having bool_or(r.ended_on is null or r.ended_on > ${asOf}::date)`
}

/** The grade of a member in the pass: by the card, or by the register's own note where the federation sent none. */
export const disabilityGrade = sql`coalesce(c.grade, m.disability_grade)`

/** Computes the features of cards. */
export const disabilityGroup: FeatureGroup = {
  name: '残疾人证',
  features: Object.keys(disabilityFeatures),
  pass: 'member',
  columns: (asOf) => ({
    disabled: sql`count(*) filter (where ${disabilityGrade} is not null)`,
    severelyDisabled: sql`count(*) filter (where ${disabilityGrade} <= 2)`,
    newDisabilityMonths: monthsSince(sql`max(c.new_on)`, asOf),
  }),
  recordsBehind: (household, asOf) =>
    recordsOf<SourceRecord>('departments.disability_public', household, {
      on: sql`r.issued_on`,
      title: sql`${labelled('r.kind', kinds)} || '残疾' || r.grade || '级'`,
      source: '残联',
      until: asOf,
    }),
}
