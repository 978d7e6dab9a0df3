/** Finds the last screening that covered a place. */
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { scopeOf, type Day, type DivisionCode } from '../../basis/index.ts'
import type { RunReport } from './run-screening.ts'

/** A run as it was recorded. */
export type RecordedRun = {
  id: string
  division: DivisionCode
  reach: 'all' | 'dirty'
  asOf: Day
  cutAt: Date
  subjects: number
  counts: Omit<RunReport, 'id' | 'subjects' | 'digest'>
  digest: string
  startedAt: Date
  endedAt: Date
}

/** Answers the last run recorded in the place that screened everybody, or nothing before the first. */
export async function findLatestRun(
  tx: Tx,
  { subjectKind, division }: { subjectKind: string; division: DivisionCode },
): Promise<RecordedRun | undefined> {
  const { lo, hi } = scopeOf(division)
  const { rows } = await sql<RecordedRun>`
    select id, division, reach, as_of, cut_at, subjects, counts, digest, started_at, ended_at from rules.run
    where subject_kind = ${subjectKind} and reach = 'all' and division >= ${lo}::bigint and division < ${hi}::bigint
    order by started_at desc limit 1`.execute(tx)
  return rows[0]
}
