/** Counts findings by rule and by the places one level down, equal to the list. */
import { dayOf } from '@xinlu/kernel/basis'
import { query } from '@xinlu/kernel/commands/server'
import { countFindings as contract } from '../contract.ts'
import { monitoringPermissions } from '../permissions.ts'
import { rulesFor } from '../rule-access.ts'
import { findingCounts } from './store/findings.ts'

/** The counts of the findings that the list would show. */
export const countFindings = query(contract, {
  may: monitoringPermissions.read,
  run: async (tx, { actor, input, now }) => {
    const rules = rulesFor(actor)
    const asked = { ...input, actor, rules: rules.map((rule) => rule.key), on: dayOf(now) }
    const counts = await findingCounts(tx, asked)
    const sum = (of: typeof counts) => of.reduce((total, { count }) => total + count, 0)
    const places = [...new Set(counts.map(({ division }) => division))]
    return {
      total: sum(counts),
      byRule: rules.flatMap(({ key, name, level, kind, owner }) => {
        const count = sum(counts.filter(({ rule }) => rule === key))
        return count === 0 ? [] : [{ rule: key, name, level, kind, owner, count }]
      }),
      byPlace: places.map((division) => {
        const here = counts.filter((one) => one.division === division)
        const byRule: Record<string, number> = {}
        for (const { rule, count } of here) byRule[rule] = (byRule[rule] ?? 0) + count
        return { division, count: sum(here), byRule }
      }),
    }
  },
})
