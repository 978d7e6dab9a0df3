/** Brings the findings into agreement with the hits: opens, changes and closes, and never against a decision. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { newId, scopeOf, type Day, type DivisionCode } from '../../basis/index.ts'
import type { Rule } from '../rule.ts'
import { hitTable } from './find-hits.ts'

/** What is settled: the findings of which kind of subject, where, on which day, for which run. */
export type Settling = {
  subjectKind: string
  rules: readonly Rule[]
  division: DivisionCode
  asOf: Day
  run: string
  /** A relation of (county, subject); all subjects of the division when left out. */
  only?: RawBuilder<unknown>
}

/** What happens to a finding; `keep` means a person's decision keeps it away although its cause is there. */
export type Act = 'open' | 'change' | 'close' | 'keep'

/** How often something happens, for one rule in one county. */
export type Tally = { county: number; rule: string; count: number }

const changeTable = sql.raw('pg_temp.rules_change')

/**
 * Compares the open findings with the hits in one join and writes down what must happen; nothing happens yet. A hit
 * about which somebody decided that there is no risk is kept away while that decision lasts. The person closed the
 * finding; its cause may still be there, but nothing opens again before the decision expires. Findings and decisions
 * are read in one statement: a decision made meanwhile is seen whole or not at all.
 */
export async function compareFindings(tx: Tx, settling: Settling): Promise<Record<Act, Tally[]>> {
  const { subjectKind, division, asOf, only } = settling
  const { lo, hi } = scopeOf(division)
  const among = only
    ? sql`and exists (select from ${only} o where o.county = t.county and o.subject = t.subject)`
    : sql``
  await sql`drop table if exists ${changeTable}`.execute(tx)
  await sql`
    create temp table rules_change on commit drop as
    select coalesce(t.county, h.county) as county, t.id, h.division, h.subject, coalesce(t.rule, h.rule) as rule, h.inputs,
      case when h.subject is null then 'close' when t.id is not null then 'change'
        when exists (select from rules.decision d where d.county = h.county and d.subject = h.subject and d.rule = h.rule
          and d.verdict = 'noRisk' and d.until >= ${asOf}::date) then 'keep'
        else 'open' end as act
    from (
      select county, id, division, subject, rule, rule_version, inputs from rules.finding t
      where state = 'open' and subject_kind = ${subjectKind}
        and division >= ${lo}::bigint and division < ${hi}::bigint ${among}
    ) t full join ${hitTable} h on h.county = t.county and h.subject = t.subject and h.rule = t.rule
    where t.id is null or h.subject is null or t.rule_version <> h.version or t.division <> h.division
      or t.inputs <> h.inputs`.execute(tx)
  await sql`analyze ${changeTable} (county, id, rule, act)`.execute(tx)
  const { rows } = await sql<Tally & { act: Act }>`
    select act, county, rule, count(*) as count from ${changeTable} group by act, county, rule`.execute(tx)
  const of = (act: Act) => rows.filter((row) => row.act === act)
  return { open: of('open'), change: of('change'), close: of('close'), keep: of('keep') }
}

/** Closes the findings whose cause is gone: recomputed from the facts, not counted down from the last run. */
export async function closeFindings(tx: Tx, { asOf, run }: Settling): Promise<void> {
  await sql`
    update rules.finding t set state = 'closed', closed_on = ${asOf}::date, closed_run = ${run}::uuid, ver = t.ver + 1
    from ${changeTable} c
    where c.act = 'close' and t.county = c.county and t.id = c.id and t.state = 'open'`.execute(tx)
}

/** Renews the findings whose inputs, rule version or place differ; a person's verdict on them stays. */
export async function changeFindings(tx: Tx, { rules, run }: Settling): Promise<void> {
  await sql`
    update rules.finding t set inputs = c.inputs, division = c.division, rule_version = r.version, level = r.level,
      kind = r.kind, changed_run = ${run}::uuid, ver = t.ver + 1
    from ${changeTable} c join ${ruleRelation(rules)} on r.rule = c.rule
    where c.act = 'change' and t.county = c.county and t.id = c.id and t.state = 'open'`.execute(tx)
}

/** Opens a finding for each hit that has none. */
export async function openFindings(tx: Tx, { subjectKind, rules, asOf, run }: Settling): Promise<void> {
  // The time part of one id for the whole run, the rest random for each row: UUID v7 without a loop.
  const time = newId().slice(0, 13)
  await sql`
    insert into rules.finding (county, id, division, at_division, subject_kind, subject, rule, rule_version, level, kind,
      inputs, opened_on, opened_run, changed_run)
    select c.county, (${time} || '-7' || substr(gen_random_uuid()::text, 16))::uuid, c.division, c.division, ${subjectKind},
      c.subject, c.rule, r.version, r.level, r.kind, c.inputs, ${asOf}::date, ${run}::uuid, ${run}::uuid
    from ${changeTable} c join ${ruleRelation(rules)} on r.rule = c.rule
    where c.act = 'open'`.execute(tx)
}

function ruleRelation(rules: readonly Rule[]): RawBuilder<unknown> {
  const rows = rules.map(({ key, version, level, kind }) => ({ rule: key, version, level, kind }))
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (rule text, version int, level text, kind text)`
}
