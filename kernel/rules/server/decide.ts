/** Records what a person concluded about a finding. */
import { sql } from 'kysely'
import type { Tx } from '../../access/server/index.ts'
import { newId, reason, type Day, type DivisionCode, type Reason } from '../../basis/index.ts'
import { rulesProblems } from './problems.ts'

/** No risk for the time being, taken up as a lead, or sent back to the department because its data are wrong. */
export type Verdict = 'noRisk' | 'toLead' | 'returned'

/** A conclusion: about which finding as it was seen (`ver`), what, why, by whom, on which day. */
export type Decision = {
  county: number
  finding: string
  ver: number
  verdict: Verdict
  reason: string
  /** The last day a `noRisk` keeps the rule from pointing here again; required with it, refused otherwise. */
  until?: Day
  on: Day
  byAccount: string
  byName: string
}

/** The finding after the decision. */
export type DecidedFinding = {
  id: string
  decision: string
  division: DivisionCode
  state: 'open' | 'closed'
  ver: number
}

/**
 * Writes the decision and marks the finding. `noRisk` closes it and keeps it closed until its day; the other two
 * leave it open until its cause is gone. Throws when the finding is out of sight, closed, or changed since.
 */
export async function decideFinding(tx: Tx, decision: Decision): Promise<DecidedFinding> {
  const reasons = problemsOf(decision)
  if (reasons.length > 0) throw rulesProblems.decisionIncomplete(undefined, { reasons })
  const { county, finding, verdict, until, on } = decision
  const { rows } = await sql<{
    division: DivisionCode
    subject: string
    state: string
    closedOn: Day
    ver: number
  }>`
    select division, subject, state, closed_on, ver from rules.finding
    where county = ${county} and id = ${finding}::uuid for update`.execute(tx)
  const row = rows[0]
  if (!row) throw rulesProblems.findingNotFound()
  if (row.state === 'closed') throw rulesProblems.findingClosed({ closedOn: row.closedOn })
  if (row.ver !== decision.ver) throw rulesProblems.findingChanged(undefined, { extra: { ver: row.ver } })
  const id = newId<'decision'>()
  await sql`
    insert into rules.decision (county, id, division, finding, subject_kind, subject, rule, verdict, reason, until,
      by_account, by_name, decided_on)
    select county, ${id}::uuid, division, id, subject_kind, subject, rule, ${verdict}, ${decision.reason}, ${until ?? null}::date,
      ${decision.byAccount}::uuid, ${decision.byName}, ${on}::date
    from rules.finding where county = ${county} and id = ${finding}::uuid`.execute(tx)
  const state = verdict === 'noRisk' ? 'closed' : 'open'
  await sql`
    update rules.finding set verdict = ${verdict}, decision = ${id}::uuid, ver = ver + 1, state = ${state},
      closed_on = ${state === 'closed' ? on : null}::date
    where county = ${county} and id = ${finding}::uuid`.execute(tx)
  return { id: finding, decision: id, division: row.division, state, ver: row.ver + 1 }
}

function problemsOf({ verdict, reason: why, until, on }: Decision): Reason[] {
  const reasons: Reason[] = []
  if (why.trim() === '')
    reasons.push(reason('rules.decision.reason', '请写明核实情况和理由。', { path: 'reason' }))
  if (verdict === 'noRisk' && until === undefined) {
    reasons.push(reason('rules.decision.until', '请选择在哪一天之前不再提示。', { path: 'until' }))
  }
  if (verdict !== 'noRisk' && until !== undefined) {
    reasons.push(
      reason('rules.decision.until', '只有「已核实无风险」才填写不再提示的期限。', { path: 'until' }),
    )
  }
  if (until !== undefined && until < on) {
    reasons.push(
      reason('rules.decision.until', '不再提示的期限不能早于今天。', { path: 'until', value: until }),
    )
  }
  return reasons
}
