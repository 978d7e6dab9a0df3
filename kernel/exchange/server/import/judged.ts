/** Brings verdicts that lie in `pg_temp.judged` to the rows they are about. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../access/server/index.ts'
import { verdicts, type Batch, type Verdict, type VerdictCounts } from '../../batch.ts'
import type { Judged } from './import-target.ts'

/** The code of the error on rows of one file that speak of one record and differ. */
const twice = 'exchange.twice'

// `first_n` is the first row with the same key; `other_n` the row that contradicts; `target` null for a new record.
const errors = sql`case when j.verdict = 'error' then jsonb_build_array(jsonb_build_object('code', ${twice}::text,
  'message', '与第' || j.other_n || '行是同一条记录，但内容不同，请核对后只保留一行。')) end`
const notes = sql`case when j.n <> j.first_n and j.verdict = 'same' then jsonb_build_array(jsonb_build_object(
  'code', 'exchange.repeated', 'message', '与第' || j.first_n || '行完全相同，只算一次。')) else s.notes end`

/** Moves the rows of this transaction into `exchange.staged`, written once, with their verdicts; answers how many of each. */
export async function keepStaged(tx: Tx, judged: Judged | void): Promise<VerdictCounts> {
  if (judged === undefined) {
    const kept = await sql`insert into exchange.staged select * from pg_temp.incoming`.execute(tx)
    return counted(tx, sql`select verdict from pg_temp.incoming`, kept.numAffectedRows)
  }
  const kept = await sql`
    insert into exchange.staged (county, batch, n, division, person_index, name_key, values, errors, notes, raw, verdict,
      target, target_mark, person, household, place)
    select s.county, s.batch, s.n, s.division, s.person_index, s.name_key, s.values,
      coalesce(${errors}, s.errors), ${notes}, s.raw, coalesce(j.verdict, s.verdict),
      coalesce(j.target, s.target), j.mark, j.person, j.household, j.place
    from pg_temp.incoming s left join pg_temp.judged j on j.n = s.n`.execute(tx)
  return counted(
    tx,
    sql`select verdict from pg_temp.judged union all select verdict from pg_temp.incoming where verdict is not null`,
    kept.numAffectedRows,
  )
}

/** Writes new verdicts over those of rows that are staged already. */
export async function changeStaged(tx: Tx, batch: Batch): Promise<void> {
  await sql`
    update exchange.staged s set
      verdict = j.verdict, person = j.person, household = j.household, place = j.place,
      target = coalesce(j.target, s.target), target_mark = j.mark, errors = ${errors}, notes = ${notes}
    from pg_temp.judged j
    where s.county = ${batch.county} and s.batch = ${batch.id} and s.n = j.n`.execute(tx)
}

async function counted(
  tx: Tx,
  judged: RawBuilder<unknown>,
  kept: bigint | undefined,
): Promise<VerdictCounts> {
  const { rows } = await sql<{ verdict: Verdict; rows: number }>`
    select verdict, count(*) as rows from (${judged}) j where verdict is not null group by verdict`.execute(
    tx,
  )
  const none = Object.fromEntries(Object.keys(verdicts).map((verdict) => [verdict, 0]))
  const counts = {
    ...none,
    ...Object.fromEntries(rows.map((row) => [row.verdict, row.rows])),
  } as VerdictCounts
  const all = rows.reduce((sum, row) => sum + row.rows, 0)
  if (all !== Number(kept ?? 0)) throw new Error(`exchange: ${kept} rows, but verdicts on ${all}`)
  return counts
}
