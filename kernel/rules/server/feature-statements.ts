/** Puts the groups of a source into statements: one for each group of its own, one for all groups of a pass. */
import { sql, type RawBuilder } from 'kysely'
import { featureColumn, type FeatureValue } from '../feature.ts'
import type { Day } from '../../basis/index.ts'
import type { FeatureGroup, FeatureSource, PartOfPass, SubjectSet } from './feature-source.ts'

/** One statement of a refresh: the features it answers, in the order of its columns after (county, subject). */
export type FeatureStatement = {
  readonly name: string
  readonly features: readonly string[]
  readonly absent: Readonly<Record<string, FeatureValue>>
  sql(subjects: SubjectSet, asOf: Day): RawBuilder<unknown>
}

/** Answers the statements that compute every feature of the source exactly once. */
export function featureStatements(source: FeatureSource): FeatureStatement[] {
  const own = source.groups.flatMap((group) =>
    'sql' in group ? [{ ...group, absent: group.absent ?? {} }] : [],
  )
  const passes = Object.entries(source.passes ?? {}).map(([pass, from]) =>
    inOnePass(
      from,
      source.groups.filter((group) => 'pass' in group && group.pass === pass) as (FeatureGroup &
        PartOfPass)[],
    ),
  )
  return [...own, ...passes]
}

function inOnePass(
  from: RawBuilder<unknown>,
  groups: readonly (FeatureGroup & PartOfPass)[],
): FeatureStatement {
  return {
    name: groups.map((group) => group.name).join('、'),
    features: groups.flatMap((group) => group.features),
    absent: Object.assign({}, ...groups.map((group) => group.absent)) as Record<string, FeatureValue>,
    sql(subjects, asOf) {
      const columns = groups.flatMap((group) => {
        const aggregates = group.columns(asOf)
        return group.features.map((key) => sql`${aggregates[key]} as ${sql.ref(featureColumn(key))}`)
      })
      const joins = groups.map((group) => group.joins?.(subjects, asOf) ?? sql``)
      return sql`
        select m.county, m.subject, ${sql.join(columns)}
        from ${from} ${sql.join(joins, sql` `)}
        group by m.county, m.subject`
    },
  }
}
