/** Counts what other parameter values would point at, without writing anything. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { countyOf, isWithin, divisionCode, scopeOf, type Day, type DivisionCode } from '../../basis/index.ts'
import { parametersOf, rulesOn, type Catalogue } from '../catalogue.ts'
import { keysIn } from '../expression.ts'
import type { Rule } from '../rule.ts'
import { parameterSql } from './parameter-sql.ts'
import { parametersAt, type CountyParameters } from './parameters-at.ts'
import { rulesProblems } from './problems.ts'
import { conditionSql } from './to-sql.ts'

/** One value to try, in the stored unit (money in 分), in one place; everywhere when no place is named. */
export type TriedValue = { key: string; value: number; place?: DivisionCode }

/** What to try: values, and rules that are not adopted yet. */
export type WhatIf = {
  catalogue: Catalogue
  asOf: Day
  division: DivisionCode
  changes?: readonly TriedValue[]
  drafts?: readonly Rule[]
  /** Only the rules that read a changed parameter, and the drafts. */
  onlyDependent?: boolean
}

/** How many subjects a rule points at in a county, as things are and as they would be. */
export type WhatIfCount = { county: number; rule: string; now: number; would: number }

/** Answers the counts by county and rule in one scan. They are the hits of the rules, decisions not considered. */
export async function whatIf(tx: Tx, wish: WhatIf): Promise<WhatIfCount[]> {
  const { catalogue, asOf, division, changes = [], drafts = [], onlyDependent = false } = wish
  const stray = changes.find(({ key }) => !Object.hasOwn(catalogue.parameters, key))
  if (stray) throw rulesProblems.parameterUnknown({ key: stray.key })
  const now = await parametersAt(tx, catalogue, division, asOf)
  const changed = new Set(changes.map(({ key }) => key))
  const depends = (rule: Rule) => keysIn(rule.when).parameters.some((key) => changed.has(key))
  const adopted = rulesOn(catalogue, asOf).filter((rule) => !onlyDependent || depends(rule))
  const columns: { rule: Rule; draft: boolean; moves: boolean }[] = [
    ...adopted.map((rule) => ({ rule, draft: false, moves: depends(rule) })),
    ...drafts.map((rule) => ({ rule, draft: true, moves: true })),
  ]
  if (columns.length === 0) return []
  const p = parameterSql(parametersOf(catalogue, adopted), now, 'p')
  const q = parameterSql(
    parametersOf(
      catalogue,
      columns.filter(({ moves }) => moves).map(({ rule }) => rule),
    ),
    tried(now, changes),
    'q',
  )
  const asked = columns.flatMap(({ rule, draft, moves }, n) => [
    ...(draft ? [] : [{ name: `now${n}`, when: conditionSql(rule.when, catalogue, p.read) }]),
    ...(moves ? [{ name: `would${n}`, when: conditionSql(rule.when, catalogue, q.read) }] : []),
  ])
  const { lo, hi } = scopeOf(division)
  await sql`set local jit = off`.execute(tx)
  const { rows } = await sql<Record<string, number>>`
    select f.county, ${sql.join(asked.map(({ name, when }) => sql`count(*) filter (where ${when}) as ${sql.raw(name)}`))}
    from ${sql.raw(catalogue.subject.table)} f ${p.join} ${q.join}
    where f.division >= ${lo}::bigint and f.division < ${hi}::bigint and (${anyOf(asked.map(({ when }) => when))})
    group by f.county`.execute(tx)
  const found = new Map(rows.map((row) => [row['county']!, row]))
  return [...now.keys()].flatMap((county) =>
    columns.map(({ rule, draft, moves }, n) => {
      const counted = (name: string) => found.get(county)?.[`${name}${n}`] ?? 0
      const was = draft ? 0 : counted('now')
      return { county, rule: rule.key, now: was, would: moves ? counted('would') : was }
    }),
  )
}

// Most subjects are pointed at by nothing: they are set aside before they are grouped.
function anyOf(conditions: readonly RawBuilder<boolean | null>[]): RawBuilder<boolean | null> {
  return sql.join(conditions, sql` or `)
}

function tried(now: CountyParameters, changes: readonly TriedValue[]): CountyParameters {
  return new Map(
    [...now].map(([county, values]) => {
      const here = divisionCode(county)
      const reaching = changes
        .filter(({ place }) => place === undefined || countyOf(place) === county || isWithin(here, place))
        // The nearest place has the last word, as everywhere else.
        .sort((one, other) => spanOf(other.place) - spanOf(one.place))
      const fresh = reaching.map(({ key, value, place }) => [
        key,
        {
          place: place ?? here,
          value,
          from: '1900-01-01' as Day,
          document: '试算',
          confidence: 'unverified' as const,
        },
      ])
      return [county, { ...values, ...Object.fromEntries(fresh) }]
    }),
  )
}

function spanOf(place: DivisionCode | undefined): number {
  if (place === undefined) return Infinity
  const { lo, hi } = scopeOf(place)
  return hi - lo
}
