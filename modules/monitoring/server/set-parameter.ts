/** A county or city post sets a parameter for its place from a day on, never backwards. */
import { dayOf, levelOf } from '@xinlu/kernel/basis'
import { command } from '@xinlu/kernel/commands/server'
import type { Parameter } from '@xinlu/kernel/rules'
import { householdCatalogue } from '../catalogue.ts'
import { setParameter as contract } from '../contract.ts'
import { monitoringPermissions } from '../permissions.ts'
import { monitoringProblems } from '../problems.ts'
import { insertValue } from './store/parameters.ts'

/** The act of setting a parameter; whether the place is the post's own is asked of the place itself. */
export const setParameter = command(contract, {
  may: monitoringPermissions.setParameter,
  subject: async (_tx, { input }) => {
    const parameters: Readonly<Record<string, Parameter>> = householdCatalogue.parameters
    const parameter = Object.hasOwn(parameters, input.key) ? parameters[input.key] : undefined
    if (!parameter) throw monitoringProblems.parameterUnknown()
    if (!['county', 'city'].includes(levelOf(input.place))) throw monitoringProblems.parameterPlace()
    return { division: input.place, parameter }
  },
  run: async (tx, { actor, input, now, subject }) => {
    const { key, place, value, from, document, note } = input
    const { type, unit } = subject.parameter
    const isWhole = type === 'number' || type === 'percent' || Number.isInteger(value)
    if (!Number.isFinite(value) || value < 0 || value > 1e12 || !isWhole)
      throw monitoringProblems.parameterValue({ unit })
    if (from < dayOf(now)) throw monitoringProblems.parameterRetroactive()
    const id = await insertValue(tx, { key, place, value, from, document, note, byAccount: actor.account })
    if (id === undefined) throw monitoringProblems.parameterTaken()
    return { id }
  },
  audit: ({ input, answer }) => ({
    subjectKind: 'parameter',
    subject: answer.id,
    division: input.place,
    detail: { key: input.key, value: input.value, from: input.from, document: input.document },
  }),
})
