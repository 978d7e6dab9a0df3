/** Where the features of a kind of subject come from: who the subjects are, and groups of features with their SQL. */
import { sql, type RawBuilder } from 'kysely'
import type { Day } from '../../basis/index.ts'
import type { Catalogue } from '../catalogue.ts'
import type { FeatureValue } from '../feature.ts'

/** Everybody, or a relation of (county, subject) to be joined or searched with `in`. */
export type SubjectSet = 'all' | RawBuilder<unknown>

/** The temporary table of the subjects of a refresh under way: county, division, subject. */
export const subjectTable = sql.raw('pg_temp.rules_subject')

/** One record behind a feature, as the explanation page shows it. */
export type SourceRecord = {
  /** The day the record speaks of. */
  on: Day | null
  title: string
  /** Money in 分, when the record is about money. */
  amount: number | null
  /** Who keeps it. */
  source: string
  record: string
}

/** Features that belong together: computed by a statement of their own, or in a pass shared with other groups. */
export type FeatureGroup = (OwnStatement | PartOfPass) & {
  readonly name: string
  /** The keys of its features; each is computed by exactly one group. */
  readonly features: readonly string[]
  /** What a feature is worth for a subject the SELECT has no row for; unknown when left out. */
  readonly absent?: Readonly<Record<string, FeatureValue>>
  /** A SELECT of (on, title, amount, source, record) of the records behind one subject's features. */
  recordsBehind?(subject: { county: number; subject: string }, asOf: Day): RawBuilder<SourceRecord>
}

/**
 * A SELECT of (county, subject, one column per feature, named as in the wide table), at most one row a subject.
 * It aggregates the set at once: no function called row by row.
 */
export type OwnStatement = { sql(subjects: SubjectSet, asOf: Day): RawBuilder<unknown> }

/**
 * Aggregates over the rows of a pass, one for each feature; `joins` bring at most one row to each row of
 * the pass. All groups of a pass are answered by one statement, so that its rows are read and grouped once.
 */
export type PartOfPass = {
  readonly pass: string
  joins?(subjects: SubjectSet, asOf: Day): RawBuilder<unknown>
  columns(asOf: Day): Readonly<Record<string, RawBuilder<unknown>>>
}

/** A SELECT that several groups read, and the columns they join it by: only those are measured for the planner. */
export type FeaturePart = {
  readonly keys: readonly string[]
  sql(subjects: SubjectSet, asOf: Day): RawBuilder<unknown>
}

/** Everything needed to fill the wide table of a catalogue. */
export type FeatureSource = {
  readonly catalogue: Catalogue
  /** A SELECT of (county, division, subject) of the subjects there are. */
  subjects(set: SubjectSet): RawBuilder<unknown>
  /** Relations that several groups read: each is staged once as `pg_temp.<name>`, in this order, before the groups. */
  readonly parts?: Readonly<Record<string, FeaturePart>>
  /** What follows FROM in a pass: a relation that has `m.county` and `m.subject`, many rows a subject, and shared joins. */
  readonly passes?: Readonly<Record<string, RawBuilder<unknown>>>
  readonly groups: readonly FeatureGroup[]
}

/** Checks that every feature of the catalogue is computed by exactly one group; anything else throws. */
export function defineFeatureSource(source: FeatureSource): FeatureSource {
  const computed = source.groups.flatMap((group) => group.features)
  const wanted = Object.keys(source.catalogue.features)
  const faults = [
    ...wanted.filter((key) => !computed.includes(key)).map((key) => `nobody computes ${key}`),
    ...computed.filter((key) => !wanted.includes(key)).map((key) => `${key} is not a feature`),
    ...computed
      .filter((key, index) => computed.indexOf(key) !== index)
      .map((key) => `${key} is computed twice`),
    ...source.groups.flatMap((group) =>
      'pass' in group && !Object.hasOwn(source.passes ?? {}, group.pass)
        ? [`there is no pass ${group.pass}`]
        : [],
    ),
    ...source.groups.flatMap(({ features, absent = {} }) =>
      Object.keys(absent)
        .filter((key) => !features.includes(key))
        .map((key) => `absent names ${key} of another group`),
    ),
  ]
  if (faults.length > 0)
    throw new Error(`Feature source ${source.catalogue.subject.kind}: ${faults.join('; ')}`)
  return source
}
