/** The data-quality rules DQ01–DQ17 over one household. */
import { dq01 } from './dq01.ts'
import { dq02 } from './dq02.ts'
import { dq03 } from './dq03.ts'
import { dq04 } from './dq04.ts'
import { dq05 } from './dq05.ts'
import { dq06 } from './dq06.ts'
import { dq07 } from './dq07.ts'
import { dq08 } from './dq08.ts'
import { dq09 } from './dq09.ts'
import { dq10 } from './dq10.ts'
import { dq11 } from './dq11.ts'
import { dq12 } from './dq12.ts'
import { dq13 } from './dq13.ts'
import { dq14 } from './dq14.ts'
import { dq15 } from './dq15.ts'
import { dq16 } from './dq16.ts'
import { dq17 } from './dq17.ts'
import type { QualityFile, QualityFinding, QualityRule } from './quality-rule.ts'

export {
  findingText,
  type QualityFile,
  type QualityFinding,
  type QualityMeasure,
  type QualityPerson,
  type QualityRule,
  type SealedNumber,
} from './quality-rule.ts'
export { qualitySettingsOn, type QualitySettings } from './settings.ts'

/** All the rules, in order. */
export const qualityRules: readonly QualityRule[] = [
  dq01,
  dq02,
  dq03,
  dq04,
  dq05,
  dq06,
  dq07,
  dq08,
  dq09,
  dq10,
  dq11,
  dq12,
  dq13,
  dq14,
  dq15,
  dq16,
  dq17,
]

/** A reason that somebody gave for a finding: the data are right as they are. */
export interface QualityOverride {
  rule: string
  mark: string
  person?: string | null
  reason: string
}

/** Answers what the rules find, without what somebody has already given a reason for. */
export function checkQuality(
  file: QualityFile,
  overrides: readonly QualityOverride[] = [],
): QualityFinding[] {
  const given = new Set(overrides.map(findingKey))
  return qualityRules.flatMap((rule) => rule.check(file)).filter((finding) => !given.has(findingKey(finding)))
}

/** The name of a finding for good: the rule, the mark, and whose it is. */
export function findingKey(of: { rule: string; mark: string; person?: string | null }): string {
  return `${of.rule}/${of.mark}/${of.person ?? ''}`
}
