/** The words of the rules about households, and the conditions several themes share. */
import { day } from '@xinlu/kernel/basis'
import {
  all,
  any,
  defineRule,
  eq,
  gt,
  gte,
  isTrue,
  lt,
  not,
  value,
  vocabulary,
  type Condition,
  type Rule,
} from '@xinlu/kernel/rules'
import { householdFeatureSet, type HouseholdFeature } from '../features.ts'
import { householdParameters } from '../parameters.ts'

/** `feature('incomePerPerson')` and `parameter('line.monitoring')`; an unknown key does not compile. */
export const { feature, parameter } = vocabulary(householdFeatureSet, householdParameters)

/** The documents the clauses quote. */
export const documents = {
  city: '忻州市2023年实施意见二（一）',
  cityGuarantees: '忻州市2023年实施意见二（二）',
  national: '中农组发〔2021〕7号',
  checks: '全国防返贫监测信息系统数据质量核查规则（2023年）',
} as const

type Told<Key extends string> = Omit<Rule<Key>, 'version' | 'from'> & { version?: number }

/** Defines a rule that has held since the policy year began. */
export function rule<const Key extends string>(told: Told<Key>): Rule<Key> {
  return defineRule<Key>({ version: 1, from: day('2023-01-01'), ...told })
}

/** A flag that is never unknown, said in a shorter way. */
export function flag(key: HouseholdFeature): Condition {
  return isTrue(feature(key) as Parameters<typeof isTrue>[0])
}

/** Nobody watches the household now. */
export const notUnderWatch = not(flag('underWatch'))

/** 脱贫户, or a household under watch: the class with the lower medical lines. */
export const watchedClass = any(eq(feature('kind'), value('formerPoor')), flag('underWatch'))

/** 一般农户 that nobody watches. */
export const ordinaryClass = all(eq(feature('kind'), value('ordinary')), notUnderWatch)

/** 人均纯收入 lies below the line. */
export const belowLine = lt(feature('incomePerPerson'), parameter('line.monitoring'))

/** Somebody can work, by the switch that says whether weak labour counts. */
export const hasLabour = any(
  gt(feature('labourers'), value(0)),
  all(eq(parameter('labour.weakCounts'), value(1)), gt(feature('weakLabourers'), value(0))),
)

/** The count is at least one. */
export function some(key: CountFeature): Condition {
  return gte(feature(key), value(1))
}

type CountFeature = {
  [Key in HouseholdFeature]: (typeof householdFeatureSet)[Key]['type'] extends 'count' ? Key : never
}[HouseholdFeature]
