/** A post records what a check of a finding showed: no risk, a lead, or back to the department. */
import type { Tx } from '@xinlu/kernel/access/server'
import { addDays, dayOf, type Day, type DivisionCode } from '@xinlu/kernel/basis'
import { notFound } from '@xinlu/kernel/commands'
import { command } from '@xinlu/kernel/commands/server'
import { decideFinding as recordDecision, parametersIn } from '@xinlu/kernel/rules/server'
import { householdCatalogue } from '../catalogue.ts'
import { decideFinding as contract } from '../contract.ts'
import { monitoringPermissions } from '../permissions.ts'
import { monitoringProblems } from '../problems.ts'
import { isOfDepartment, rulesFor } from '../rule-access.ts'
import { findFinding } from './store/findings.ts'

/** The act of deciding; a quiet time is bounded by the setting `finding.quietDays` of the place. */
export const decideFinding = command(contract, {
  may: monitoringPermissions.decide,
  subject: async (tx, { actor, input }) => {
    const found = await findFinding(tx, input.county, input.finding)
    const rule = found && rulesFor(actor).find(({ key }) => key === found.rule)
    if (!found || !rule) throw notFound({ what: '这条疑点' })
    return { ...found, rule }
  },
  run: async (tx, { actor, input, now, subject }) => {
    const { command: _sent, ...conclusion } = input
    const on = dayOf(now)
    if (input.verdict === 'returned' && !isOfDepartment(subject.rule))
      throw monitoringProblems.nobodyToReturnTo()
    if (input.until !== undefined) await refuseLongQuiet(tx, subject.division, on, input.until)
    const done = await recordDecision(tx, { ...conclusion, on, byAccount: actor.account, byName: actor.name })
    return { id: done.id, decision: done.decision, state: done.state, ver: done.ver }
  },
  audit: ({ input, subject }) => ({
    subjectKind: 'finding',
    subject: input.finding,
    division: subject.division,
    detail: { rule: subject.rule.key, verdict: input.verdict, until: input.until ?? null },
  }),
})

async function refuseLongQuiet(tx: Tx, division: DivisionCode, on: Day, until: Day): Promise<void> {
  const { 'finding.quietDays': quiet } = await parametersIn(tx, householdCatalogue.parameters, division, on)
  // Without a setting nothing may be silenced beyond today.
  const latest = addDays(on, quiet?.value ?? 0)
  if (until > latest) throw monitoringProblems.quietTooLong({ latest })
}
