/** Findings about households: one narrowing for lists and counts, so that they answer the same. */
import { type Actor, visible } from '@xinlu/kernel/access'
import { visibleWhere, type Tx } from '@xinlu/kernel/access/server'
import { addDays, levelOf, type Day, type DivisionCode } from '@xinlu/kernel/basis'
import type { FeatureValue, Level, RuleKind } from '@xinlu/kernel/rules'
import type { Verdict } from '@xinlu/kernel/rules/server'
import { sql, type RawBuilder } from 'kysely'

/** Which findings: of these rules, seen by this actor, narrowed by what was asked. */
export type FindingsAsked = {
  actor: Actor
  rules: readonly string[]
  on: Day
  division?: DivisionCode
  rule?: string
  level?: Level
  kind?: RuleKind
  state: 'open' | 'closed'
  undecided: boolean
  olderThanDays?: number
}

/** A finding with what the list shows of its household. */
export type FindingRow = {
  county: number
  id: string
  division: DivisionCode
  household: string
  householdCode: string | null
  headName: string | null
  rule: string
  level: Level
  kind: RuleKind
  state: 'open' | 'closed'
  inputs: Record<string, FeatureValue>
  openedOn: Day
  verdict: Verdict | null
  ver: number
}

/** The last row of a page. */
export type Mark = { openedOn: Day; id: string }

function narrowed(asked: FindingsAsked): RawBuilder<unknown> {
  const { actor, rules, on, division, rule, level, kind, state, undecided, olderThanDays } = asked
  return sql`t.subject_kind = 'household' and t.state = ${state} and ${within(actor, division)}
    and ${ofRules(rules, rule)}
    ${level === undefined ? sql`` : sql`and t.level = ${level}`}
    ${kind === undefined ? sql`` : sql`and t.kind = ${kind}`}
    ${undecided ? sql`and t.verdict is null` : sql``}
    ${olderThanDays === undefined ? sql`` : sql`and t.opened_on <= ${addDays(on, -olderThanDays)}::date`}`
}

// The county itself leads the indexes that are in the order of the list, which its range does not.
function within(actor: Actor, division: DivisionCode | undefined): RawBuilder<unknown> {
  const { lo, hi, extra } = visible(actor, division)
  const county = Math.floor(lo / 1_000_000)
  const range = visibleWhere(actor, 't.division', division)
  if (extra.length > 0 || hi > (county + 1) * 1_000_000) return range
  return hi - lo === 1_000_000 ? sql`t.county = ${county}::int` : sql`t.county = ${county}::int and ${range}`
}

// One rule as a list of one would be read out of order.
function ofRules(rules: readonly string[], rule: string | undefined): RawBuilder<unknown> {
  if (rule === undefined) return sql`t.rule = any (${[...rules]}::text[])`
  return rules.includes(rule) ? sql`t.rule = ${rule}` : sql`false`
}

/** Lists one page, the newest first. */
export async function findingPage(
  tx: Tx,
  asked: FindingsAsked,
  size: number,
  after?: Mark,
): Promise<FindingRow[]> {
  const beyond = after
    ? sql`and (t.opened_on < ${after.openedOn}::date or (t.opened_on = ${after.openedOn}::date and t.id > ${after.id}::uuid))`
    : sql``
  const { rows } = await sql<FindingRow>`
    select t.*, h.code as household_code, h.head_name
    from (
      select t.county, t.id, t.division, t.subject as household, t.rule, t.level, t.kind, t.state, t.inputs, t.opened_on,
        t.verdict, t.ver
      from rules.finding t where ${narrowed(asked)} ${beyond}
      order by t.opened_on desc, t.id limit ${size}
    ) t left join households.household_public h on h.county = t.county and h.id = t.household
    order by t.opened_on desc, t.id`.execute(tx)
  return rows
}

/** Counts the same findings by rule and by the places one level below the place asked. */
export async function findingCounts(
  tx: Tx,
  asked: FindingsAsked,
): Promise<{ division: DivisionCode; rule: string; level: Level; kind: RuleKind; count: number }[]> {
  const step = stepBelow(asked.division ?? asked.actor.division)
  const { rows } = await sql<{
    division: DivisionCode
    rule: string
    level: Level
    kind: RuleKind
    count: number
  }>`
    select t.division / ${step}::bigint * ${step}::bigint as division, t.rule, t.level, t.kind, count(*) as count
    from rules.finding t where ${narrowed(asked)}
    group by 1, t.rule, t.level, t.kind order by 1, t.rule`.execute(tx)
  return rows
}

/** Finds one finding, where the transaction can see it. */
export async function findFinding(
  tx: Tx,
  county: number,
  id: string,
): Promise<{ division: DivisionCode; rule: string; household: string } | undefined> {
  const { rows } = await sql<{ division: DivisionCode; rule: string; household: string }>`
    select division, rule, subject as household from rules.finding
    where county = ${county} and id = ${id}::uuid and subject_kind = 'household'`.execute(tx)
  return rows[0]
}

function stepBelow(place: DivisionCode): number {
  switch (levelOf(place)) {
    case 'province':
      return 100_000_000
    case 'city':
      return 1_000_000
    case 'county':
      return 1_000
    default:
      return 1
  }
}
