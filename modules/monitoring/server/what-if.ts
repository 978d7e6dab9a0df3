/** Counts what other parameter values would point at. */
import { reaches, type Actor } from '@xinlu/kernel/access'
import { dayOf, type DivisionCode } from '@xinlu/kernel/basis'
import { notFound } from '@xinlu/kernel/commands'
import { query } from '@xinlu/kernel/commands/server'
import { whatIf as countWhatIf } from '@xinlu/kernel/rules/server'
import { householdCatalogue } from '../catalogue.ts'
import { whatIf as contract } from '../contract.ts'
import { monitoringPermissions } from '../permissions.ts'
import { rulesFor } from '../rule-access.ts'

/** The counts by county and rule, as things are and as they would be, never beyond the post's place. */
export const whatIf = query(contract, {
  may: monitoringPermissions.tryParameters,
  run: async (tx, { actor, input, now }) => {
    const division = placeWithin(actor, input.division)
    const counts = await countWhatIf(tx, {
      catalogue: householdCatalogue,
      asOf: dayOf(now),
      division,
      changes: input.changes,
      onlyDependent: true,
    })
    const names = new Map(rulesFor(actor).map(({ key, name }) => [key, name]))
    return {
      counts: counts.flatMap(({ rule, ...count }) => {
        const name = names.get(rule)
        return name === undefined ? [] : [{ ...count, rule, name }]
      }),
    }
  },
})

function placeWithin(actor: Actor, division: DivisionCode | undefined): DivisionCode {
  if (division === undefined) return actor.division
  if (!reaches(actor, division)) throw notFound({ what: '这个地方' })
  return division
}
