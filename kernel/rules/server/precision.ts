/** How well each rule points: of the findings people checked, how many became leads. */
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { scopeOf, type Day, type DivisionCode } from '../../basis/index.ts'

/** One rule's record; `share` is leads among the decided, between 0 and 1, null before the first decision. */
export type RulePrecision = {
  rule: string
  opened: number
  undecided: number
  noRisk: number
  toLead: number
  returned: number
  share: number | null
}

/** Where, and for findings opened in which days, both included. */
export type PrecisionSpan = { subjectKind: string; division: DivisionCode; from: Day; to: Day }

/** Answers the record of every rule that opened a finding in the span, by its findings' last verdicts. */
export async function rulePrecision(
  tx: Tx,
  { subjectKind, division, from, to }: PrecisionSpan,
): Promise<RulePrecision[]> {
  const { lo, hi } = scopeOf(division)
  const { rows } = await sql<Omit<RulePrecision, 'share'>>`
    select rule, count(*) as opened,
      count(*) filter (where verdict is null) as undecided,
      count(*) filter (where verdict = 'noRisk') as no_risk,
      count(*) filter (where verdict = 'toLead') as to_lead,
      count(*) filter (where verdict = 'returned') as returned
    from rules.finding
    where subject_kind = ${subjectKind} and opened_on between ${from}::date and ${to}::date
      and division >= ${lo}::bigint and division < ${hi}::bigint
    group by rule order by rule`.execute(tx)
  return rows.map((row) => {
    const decided = row.noRisk + row.toLead + row.returned
    return { ...row, share: decided === 0 ? null : row.toLead / decided }
  })
}
