/** All rules about households, and which of them say that something sudden happened. */
import type { Rule } from '@xinlu/kernel/rules'
import { disabilityRules } from './rules/disability.ts'
import { dwellingRules } from './rules/dwelling.ts'
import { educationRules } from './rules/education.ts'
import { eventRules } from './rules/events.ts'
import { healthRules } from './rules/health.ts'
import { incomeRules } from './rules/income.ts'
import { registerRules } from './rules/register.ts'
import { reliefRules } from './rules/relief.ts'
import { visitRules } from './rules/visit.ts'
import { watchRules } from './rules/watch.ts'
import { workRules } from './rules/work.ts'

/** The rules, theme by theme. */
export const householdRules: readonly Rule[] = [
  ...incomeRules,
  ...healthRules,
  ...educationRules,
  ...dwellingRules,
  ...disabilityRules,
  ...workRules,
  ...eventRules,
  ...reliefRules,
  ...visitRules,
  ...watchRules,
  ...registerRules,
]

/** The rule that points at low income alone, which is not yet a risk. */
export const lowIncomeRule = 'income.belowLine'

/** Rules that point at a sudden event with heavy costs or a sudden loss of income: 突发严重困难. */
export const suddenRules: readonly string[] = [
  'income.referenceBelowLine',
  'income.belowLineAfterIllness',
  'income.fall',
  'medical.selfPayHigh',
  'medical.singleHigh',
  'disaster.recent',
  'accident.recent',
]

/** Rules of kind risk other than low income: what the types call a risk. */
export const riskRules: readonly string[] = householdRules
  .filter((rule) => rule.kind === 'risk' && rule.key !== lowIncomeRule)
  .map((rule) => rule.key)
