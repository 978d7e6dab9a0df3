/** Remembers whose facts changed, until their features are computed again. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { scopeOf, type DivisionCode } from '../../basis/index.ts'

/**
 * Marks the subjects of a SELECT of (county, division, subject); call it in the transaction that changes the facts.
 * A subject that moves to another county is marked in both.
 */
export async function markDirty(tx: Tx, subjectKind: string, subjects: RawBuilder<unknown>): Promise<void> {
  // "Do update" and not "do nothing": the update holds the row, so that a refresh under way cannot take a mark
  // whose change it has not seen.
  await sql`
    insert into rules.dirty (county, division, subject_kind, subject, since)
    select distinct on (county, subject) county, division, ${subjectKind}, subject, now() from (${subjects}) s
    order by county, subject
    on conflict (county, subject_kind, subject)
    do update set division = excluded.division, since = excluded.since`.execute(tx)
}

/** Takes away all marks of the division: everybody there is about to be computed. */
export async function dropMarks(tx: Tx, subjectKind: string, division: DivisionCode): Promise<void> {
  const { lo, hi } = scopeOf(division)
  await sql`
    delete from rules.dirty
    where subject_kind = ${subjectKind} and division >= ${lo}::bigint and division < ${hi}::bigint`.execute(
    tx,
  )
}

/** The temporary table of the subjects taken for a refresh: county, subject. It ends with the transaction. */
export const takenTable = sql.raw('pg_temp.rules_taken')

/** Moves marks of the division, the oldest first and at most `limit`, into the taken table; answers how many. */
export async function takeDirty(
  tx: Tx,
  subjectKind: string,
  division: DivisionCode,
  limit: number,
): Promise<number> {
  const { lo, hi } = scopeOf(division)
  await sql`drop table if exists ${takenTable}`.execute(tx)
  await sql`create temp table rules_taken (county int, subject uuid, primary key (county, subject)) on commit drop`.execute(
    tx,
  )
  const { numAffectedRows } = await sql`
    with oldest as (
      select county, subject from rules.dirty
      where subject_kind = ${subjectKind} and division >= ${lo}::bigint and division < ${hi}::bigint
      order by since limit ${limit}
    ), taken as (
      delete from rules.dirty d using oldest o
      where d.county = o.county and d.subject = o.subject and d.subject_kind = ${subjectKind}
      returning d.county, d.subject
    )
    insert into rules_taken select county, subject from taken`.execute(tx)
  await sql`analyze ${takenTable}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
