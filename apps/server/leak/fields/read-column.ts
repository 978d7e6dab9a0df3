/** How sensitive the columns of the database are, as the ledgers and the register say, and who may read them. */
import { isCleared, type Sensitivity } from '@xinlu/kernel/access'
import { type Column, sqlNameOf } from '@xinlu/kernel/ledgers'
import { departmentLedgers, type FeedName, feedNames, mayReadFact } from '@xinlu/departments'
import { factSensitivity, personLedger } from '@xinlu/households'
import type { Asker } from '../city/actors.ts'

/** A column with what is said of it; columns of a feed have rules of their own. */
export interface ColumnRule {
  sensitivity: Sensitivity
  feed?: FeedName
}

/** Answers the rule of each column that some definition speaks of, by `schema.table.column`. */
export function columnRules(): ReadonlyMap<string, ColumnRule> {
  const rules = new Map<string, ColumnRule>()
  for (const [fact, sensitivity] of Object.entries(factSensitivity))
    rules.set(`households.person.${snake(fact)}`, { sensitivity })
  for (const [key, column] of Object.entries(personLedger.columns) as [string, Column][])
    for (const table of ['person', 'household']) {
      const name = `households.${table}.${sqlNameOf(key, column)}`
      if (!rules.has(name)) rules.set(name, { sensitivity: column.sensitivity })
    }
  rules.set('households.household.risk_note', { sensitivity: 'sensitive' })
  for (const feed of feedNames)
    for (const [key, column] of Object.entries(departmentLedgers[feed].columns) as [string, Column][])
      rules.set(`departments.${snake(feed)}.${sqlNameOf(key, column)}`, {
        sensitivity: column.sensitivity,
        feed,
      })
  return rules
}

/** Answers whether somebody may read a column at any door at all. */
export function mayReadColumn({ role, unit }: Pick<Asker, 'role' | 'unit'>, rule: ColumnRule): boolean {
  if (role === undefined) return false
  if (rule.feed !== undefined) return mayReadFact({ role, unit }, rule.feed, rule.sensitivity)
  return isCleared({ role }, rule.sensitivity)
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
