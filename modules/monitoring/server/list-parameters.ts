/** Lists the parameters with their dated values and documents. */
import { reaches } from '@xinlu/kernel/access'
import { dayOf } from '@xinlu/kernel/basis'
import { notFound } from '@xinlu/kernel/commands'
import { query } from '@xinlu/kernel/commands/server'
import { valueFor, type ParameterRow } from '@xinlu/kernel/rules'
import { householdCatalogue } from '../catalogue.ts'
import { listParameters as contract } from '../contract.ts'
import { monitoringPermissions } from '../permissions.ts'
import { valuesReaching, type ParameterValueRow } from './store/parameters.ts'

/** The list of parameters as they reach the post's place, or a place within it. */
export const listParameters = query(contract, {
  may: monitoringPermissions.read,
  run: async (tx, { actor, input, now }) => {
    const place = input.division ?? actor.division
    if (!reaches(actor, place)) throw notFound({ what: '这个地方' })
    const parameters = Object.values(householdCatalogue.parameters)
    const rows = await valuesReaching(tx, Object.keys(householdCatalogue.parameters), place)
    const today = dayOf(now)
    return {
      parameters: parameters.map(({ key, label, type, unit }) => {
        const own = rows.filter((row) => row.key === key)
        const inForce = valueFor(own.map(asRow), key, place, today)
        const shownInForce = own.find((row) => row.place === inForce?.place && row.from === inForce.from)
        return { key, label, type, unit, inForce: shownInForce ?? null, rows: own }
      }),
    }
  },
})

function asRow({ to, note, ...row }: ParameterValueRow): ParameterRow {
  return { ...row, to: to ?? undefined, note: note ?? undefined }
}
