/** A rule points at subjects: a condition with its clause, its days, its owner and the sentence that explains it. */
import type { Day } from '../basis/index.ts'
import { keysIn, type Condition } from './expression.ts'

/** How urgent a finding is. */
export type Level = 'red' | 'orange' | 'yellow'

/** What a finding says: something may go wrong, something due is not received, or the record cannot be right. */
export type RuleKind = 'risk' | 'gap' | 'quality'

/** One rule in one version. Its meaning never changes under the same version. */
export type Rule<Key extends string = string> = {
  readonly key: Key
  readonly name: string
  /** The document and article it carries out. */
  readonly clause: string
  readonly version: number
  readonly from: Day
  /** The last day it holds. */
  readonly to?: Day
  readonly level: Level
  readonly kind: RuleKind
  /** The department that answers for it. */
  readonly owner: string
  /** The code of the risk it points at, in the subject's own code list. */
  readonly riskCode?: string
  readonly when: Condition
  /** The sentence for officials, with feature and parameter keys in braces. */
  readonly explain: string
  /** Keys the sentence shows although the condition does not read them. */
  readonly mentions?: readonly string[]
}

/** Checks one rule and answers it; a malformed one is a bug and throws. */
export function defineRule<const Key extends string>(rule: Rule<Key>): Rule<Key> {
  if (!/^[a-z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*$/.test(rule.key) || rule.key.length > 60) {
    throw new Error(`Rule key ${rule.key} is not of the form word.word`)
  }
  if (!Number.isInteger(rule.version) || rule.version < 1)
    throw new Error(`Rule ${rule.key}: the version is not 1 or more`)
  if (rule.to !== undefined && rule.to < rule.from)
    throw new Error(`Rule ${rule.key}: it ends before it begins`)
  for (const field of ['name', 'clause', 'owner', 'explain'] as const) {
    if (rule[field] === '') throw new Error(`Rule ${rule.key}: ${field} is empty`)
  }
  const known = new Set(keysOfRule(rule))
  const stray = placeholdersIn(rule.explain).find((key) => !known.has(key))
  if (stray !== undefined)
    throw new Error(`Rule ${rule.key}: its sentence shows {${stray}}, which it neither reads nor mentions`)
  return Object.freeze({ ...rule })
}

/** Lists the feature and parameter keys a rule reads or mentions, each once: the inputs kept with a finding. */
export function keysOfRule(rule: Rule): string[] {
  const { features, parameters } = keysIn(rule.when)
  return [...new Set([...features, ...parameters, ...(rule.mentions ?? [])])]
}

/** Lists the keys in braces in a sentence. */
export function placeholdersIn(sentence: string): string[] {
  return [...sentence.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!)
}

/** Tells whether a rule holds on a day. */
export function isInForce(rule: Rule, on: Day): boolean {
  return rule.from <= on && (rule.to === undefined || on <= rule.to)
}
