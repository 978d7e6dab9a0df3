/** Lists the rules a post sees, with what each reads. */
import { query } from '@xinlu/kernel/commands/server'
import { keysOfRule } from '@xinlu/kernel/rules'
import { householdCatalogue } from '../catalogue.ts'
import { listRules as contract } from '../contract.ts'
import { monitoringPermissions } from '../permissions.ts'
import { rulesFor } from '../rule-access.ts'

/** The list of rules. */
export const listRules = query(contract, {
  may: monitoringPermissions.read,
  run: async (_tx, { actor }) => ({
    rules: rulesFor(actor).map((rule) => {
      const keys = keysOfRule(rule)
      const { key, name, clause, version, from, to, level, kind, owner, riskCode, explain } = rule
      return {
        ...{ key, name, clause, version, from, level, kind, owner, explain },
        to: to ?? null,
        riskCode: riskCode ?? null,
        features: keys.filter((one) => Object.hasOwn(householdCatalogue.features, one)),
        parameters: keys.filter((one) => Object.hasOwn(householdCatalogue.parameters, one)),
      }
    }),
  }),
})
