/** Fills the wide table: everybody's features, or only those of subjects whose facts changed. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { scopeOf, type Day, type DivisionCode } from '../../basis/index.ts'
import { featureColumn, featureColumnType, type FeatureSet } from '../feature.ts'
import { dropMarks, takeDirty, takenTable } from './dirty.ts'
import { subjectTable, type FeatureSource, type SubjectSet } from './feature-source.ts'
import { featureStatements, type FeatureStatement } from './feature-statements.ts'
import { runScreening, screenSubjects, type RunReport } from './run-screening.ts'

/** Which features, computed for which day, where. */
export type Refresh = {
  source: FeatureSource
  asOf: Day
  division: DivisionCode
  /** Between two statements a cancelled refresh throws, and the transaction leaves nothing. */
  signal?: AbortSignal
  /** Told the name of the step that ended: the groups of a statement, then 汇总. */
  onProgress?: (done: number, of: number, name: string) => void
}

/** How many subjects were asked for (a marked one may be gone), and how many rows of the wide table were added, altered and removed. */
export type RefreshReport = { subjects: number; added: number; altered: number; removed: number }

/**
 * Computes the features of all subjects of the division and takes their marks away. Rows are rewritten only where a value differs, so that a
 * nightly refresh writes little and nobody ever reads a half-filled table.
 */
export async function refreshFeatures(tx: Tx, refresh: Refresh): Promise<RefreshReport> {
  // The marks go first: what changes while the features are computed must stay marked.
  await dropMarks(tx, refresh.source.catalogue.subject.kind, refresh.division)
  return fill(tx, refresh, 'all')
}

/** Computes the features of at most `limit` subjects whose facts changed, and takes their marks away. */
export async function refreshDirty(tx: Tx, refresh: Refresh, limit = 10_000): Promise<RefreshReport> {
  const { source, division } = refresh
  const taken = await takeDirty(tx, source.catalogue.subject.kind, division, limit)
  if (taken === 0) return { subjects: 0, added: 0, altered: 0, removed: 0 }
  return { ...(await fill(tx, refresh, takenTable)), subjects: taken }
}

/** Refreshes everybody and screens everybody, in one transaction. */
export async function refreshAndScreen(
  tx: Tx,
  refresh: Refresh,
): Promise<{ features: RefreshReport; run: RunReport }> {
  const cutAt = new Date()
  const features = await refreshFeatures(tx, refresh)
  return { features, run: await runScreening(tx, { ...screeningOf(refresh), cutAt }) }
}

/** Refreshes and screens the subjects whose facts changed; nothing, and no run, when there are none. */
export async function catchUp(
  tx: Tx,
  refresh: Refresh,
  limit = 10_000,
): Promise<{ features: RefreshReport; run: RunReport } | undefined> {
  const cutAt = new Date()
  const features = await refreshDirty(tx, refresh, limit)
  if (features.subjects === 0) return undefined
  return { features, run: await screenSubjects(tx, { ...screeningOf(refresh), cutAt }, takenTable) }
}

function screeningOf({ source, asOf, division, signal }: Refresh) {
  return { catalogue: source.catalogue, asOf, division, signal }
}

const freshTable = sql.raw('pg_temp.rules_fresh')

async function fill(tx: Tx, refresh: Refresh, set: SubjectSet): Promise<RefreshReport> {
  const { source, asOf, signal, onProgress } = refresh
  const statements = featureStatements(source)
  // Parallel merge joins over wide sorts lose against hashing by three times on this shape of work.
  await sql`set local jit = off`.execute(tx)
  await sql`set local enable_mergejoin = off`.execute(tx)
  // For a few subjects the planner would read whole counties into bitmaps to save some steps along an index.
  if (set !== 'all') await sql`set local enable_bitmapscan = off`.execute(tx)
  await sql`set local work_mem = '256MB'`.execute(tx)
  await stage(tx, 'rules_subject', withinDivision(source.subjects(set), refresh.division))
  for (const [name, part] of Object.entries(source.parts ?? {})) {
    signal?.throwIfAborted()
    await stage(tx, name, part.sql(set, asOf), sql`(${sql.join(part.keys.map((key) => sql.ref(key)))})`)
  }
  for (const [index, statement] of statements.entries()) {
    signal?.throwIfAborted()
    await stage(tx, `rules_group_${index}`, statement.sql(set, asOf))
    onProgress?.(index + 1, statements.length + 1, statement.name)
  }
  signal?.throwIfAborted()
  const fresh = joined(statements, source.catalogue.features)
  const isFirst = set === 'all' && (await isEmpty(tx, refresh))
  const report = isFirst
    ? await writeFirst(tx, refresh, statements, fresh)
    : await write(tx, refresh, set, fresh)
  await sql`set local enable_mergejoin = on`.execute(tx)
  await sql`set local enable_bitmapscan = on`.execute(tx)
  onProgress?.(statements.length + 1, statements.length + 1, '汇总')
  return report
}

async function stage(
  tx: Tx,
  name: string,
  select: RawBuilder<unknown>,
  // Only the keys are joined by; measuring a hundred columns that nobody searches took longer than filling them.
  measured = sql`(county, subject)`,
): Promise<void> {
  const table = sql.raw(`pg_temp.${name}`)
  await sql`drop table if exists ${table}`.execute(tx)
  await sql`create temp table ${sql.raw(name)} on commit drop as ${select}`.execute(tx)
  await sql`analyze ${table} ${measured}`.execute(tx)
}

function withinDivision(subjects: RawBuilder<unknown>, division: DivisionCode): RawBuilder<unknown> {
  const { lo, hi } = scopeOf(division)
  return sql`select county, division, subject from (${subjects}) s
    where division >= ${lo}::bigint and division < ${hi}::bigint`
}

function joined(statements: readonly FeatureStatement[], features: FeatureSet): RawBuilder<unknown> {
  const columns = statements.flatMap(({ features: keys, absent }, index) =>
    keys.map((key) => {
      const column = sql.raw(`g${index}."${featureColumn(key)}"`)
      const type = sql.raw(featureColumnType(features[key]!.type))
      const other = absent[key] ?? null
      const filled = other === null ? column : sql`coalesce(${column}, ${other}::${type})`
      return sql`, ${filled}::${type} as ${sql.raw(`"${featureColumn(key)}"`)}`
    }),
  )
  const joins = statements.map((_, index) =>
    sql.raw(
      `left join pg_temp.rules_group_${index} g${index} on g${index}.county = s.county and g${index}.subject = s.subject`,
    ),
  )
  return sql`select s.county, s.division, s.subject ${sql.join(columns, sql``)}
    from ${subjectTable} s ${sql.join(joins, sql` `)}`
}

async function isEmpty(tx: Tx, { source, division }: Refresh): Promise<boolean> {
  const { lo, hi } = scopeOf(division)
  const { rows } = await sql`select from ${sql.raw(source.catalogue.subject.table)}
    where division >= ${lo}::bigint and division < ${hi}::bigint limit 1`.execute(tx)
  return rows.length === 0
}

// Where there is nothing to compare with, the rows go straight into the table.
async function writeFirst(
  tx: Tx,
  { source }: Refresh,
  statements: readonly FeatureStatement[],
  fresh: RawBuilder<unknown>,
): Promise<RefreshReport> {
  const { table, key } = source.catalogue.subject
  // In the order in which the statements stand in the joined SELECT.
  const features = statements.flatMap((statement) => statement.features.map(featureColumn))
  const names = ['county', 'division', key, ...features]
  const columns = sql.raw(names.map((name) => `"${name}"`).join(', '))
  const { numAffectedRows } = await sql`
    insert into ${sql.raw(table)} (${columns}) ${fresh}`.execute(tx)
  const added = Number(numAffectedRows ?? 0)
  return { subjects: added, added, altered: 0, removed: 0 }
}

async function write(
  tx: Tx,
  { source, division }: Refresh,
  set: SubjectSet,
  fresh: RawBuilder<unknown>,
): Promise<RefreshReport> {
  await stage(tx, 'rules_fresh', fresh)
  const { subject, features } = source.catalogue
  const table = sql.raw(subject.table)
  const key = sql.raw(`"${subject.key}"`)
  const { lo, hi } = scopeOf(division)
  const names = ['division', ...Object.keys(features).map(featureColumn)].map((name) => `"${name}"`)
  const list = (alias: string) => sql.raw(names.map((name) => `${alias}.${name}`).join(', '))
  const among =
    set === 'all'
      ? sql``
      : sql`and exists (select from ${set} o where o.county = t.county and o.subject = t.${key})`
  const removed = await sql`
    delete from ${table} t where t.division >= ${lo}::bigint and t.division < ${hi}::bigint ${among}
      and not exists (select from ${freshTable} n where n.county = t.county and n.subject = t.${key})`.execute(
    tx,
  )
  const altered = await sql`
    update ${table} t set ${sql.raw(names.map((name) => `${name} = n.${name}`).join(', '))}
    from ${freshTable} n
    where t.county = n.county and t.${key} = n.subject and row(${list('t')}) is distinct from row(${list('n')})`.execute(
    tx,
  )
  // Who is missing is written down first: on the first fill the planner takes the table for empty and would read all
  // the rows just added again for each row to add (100,000 households: five minutes instead of a second).
  await stage(
    tx,
    'rules_missing',
    sql`select n.county, n.subject from ${freshTable} n
    where not exists (select from ${table} t where t.county = n.county and t.${key} = n.subject)`,
  )
  const added = await sql`
    insert into ${table} (county, ${key}, ${sql.raw(names.join(', '))})
    select n.county, n.subject, ${list('n')}
    from pg_temp.rules_missing m join ${freshTable} n on n.county = m.county and n.subject = m.subject`.execute(
    tx,
  )
  const { rows } = await sql<{ count: number }>`select count(*) from ${freshTable}`.execute(tx)
  const count = (result: { numAffectedRows?: bigint }) => Number(result.numAffectedRows ?? 0)
  return { subjects: rows[0]!.count, added: count(added), altered: count(altered), removed: count(removed) }
}
