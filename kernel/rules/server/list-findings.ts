/** Lists findings page by page, and counts the open ones by county and rule. */
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { levelOf, scopeOf, type Day, type DivisionCode } from '../../basis/index.ts'
import type { FeatureValue } from '../feature.ts'
import type { Level, RuleKind } from '../rule.ts'
import type { Verdict } from './decide.ts'

/** A finding as lists show it. */
export type Finding = {
  county: number
  id: string
  division: DivisionCode
  subject: string
  rule: string
  ruleVersion: number
  level: Level
  kind: RuleKind
  state: 'open' | 'closed'
  inputs: Record<string, FeatureValue>
  openedOn: Day
  closedOn: Day | null
  verdict: Verdict | null
  ver: number
}

/** Which findings; `after` is the last row of the page before. */
export type FindingFilter = {
  subjectKind: string
  division: DivisionCode
  rule?: string
  state?: 'open' | 'closed'
  /** Only those nobody has decided about. */
  undecided?: boolean
  after?: { openedOn: Day; id: string }
  limit?: number
}

/** Answers one page, the newest first; every page costs the same, however far down it lies. */
export async function listFindings(tx: Tx, filter: FindingFilter): Promise<Finding[]> {
  const { subjectKind, division, rule, state = 'open', undecided = false, after, limit = 50 } = filter
  const { lo, hi } = scopeOf(division)
  const level = levelOf(division)
  // Read by place where the place is small, by day where it is large. Left to itself the planner may read the whole
  // city by day to find the few rows of one village.
  const materialized = level === 'village' || level === 'township' ? sql`materialized` : sql`not materialized`
  const { rows } = await sql<Finding>`
    with here as ${materialized} (
      select county, id, division, subject, rule, rule_version, level, kind, state, inputs, opened_on, closed_on, verdict, ver
      from rules.finding
      where subject_kind = ${subjectKind} and state = ${state}
        and division >= ${lo}::bigint and division < ${hi}::bigint
        ${rule === undefined ? sql`` : sql`and rule = ${rule}`}
        ${undecided ? sql`and verdict is null` : sql``}
        ${after ? sql`and (opened_on < ${after.openedOn}::date or (opened_on = ${after.openedOn}::date and id > ${after.id}::uuid))` : sql``}
    )
    select * from here order by opened_on desc, id limit ${Math.min(limit, 500)}`.execute(tx)
  return rows
}

/** Counts the open findings of a place by county and rule. */
export async function countOpenFindings(
  tx: Tx,
  { subjectKind, division }: Pick<FindingFilter, 'subjectKind' | 'division'>,
): Promise<{ county: number; rule: string; open: number; undecided: number }[]> {
  const { lo, hi } = scopeOf(division)
  const { rows } = await sql<{ county: number; rule: string; open: number; undecided: number }>`
    select county, rule, count(*) as open, count(*) filter (where verdict is null) as undecided
    from rules.finding
    where subject_kind = ${subjectKind} and state = 'open' and division >= ${lo}::bigint and division < ${hi}::bigint
    group by county, rule order by county, rule`.execute(tx)
  return rows
}
