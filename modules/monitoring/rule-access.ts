/** Which rules, and which facts behind them, a post may see. */
import { departmentOfUnit, departments } from '@xinlu/departments'
import { isCleared, type Actor } from '@xinlu/kernel/access'
import { keysOfRule, type Rule } from '@xinlu/kernel/rules'
import { topicOf, type Topic } from './features.ts'
import { householdRules } from './rules.ts'

/** Facts a department may read of a household because it sent them; general facts are open to all departments. */
const topicsOfOwner: Readonly<Record<string, readonly Topic[]>> = {
  医保局: ['health', 'insurance'],
  残联: ['disability'],
  教育局: ['education'],
  住建局: ['housing'],
  水利局: ['water'],
  民政局: ['relief'],
  人社局: ['work'],
  应急局: ['disaster'],
  公安局: ['accident', 'move'],
  财政局: ['subsidy'],
}

/** Facts about illness, disability, children and who lives on relief: read only by posts cleared for sensitive facts. */
const sensitiveTopics: readonly Topic[] = [
  'health',
  'insurance',
  'disability',
  'education',
  'accident',
  'relief',
  'subsidy',
]

// A rule never changes, and every list and count asks for the topics of all of them.
const topicsKnown = new WeakMap<Rule, readonly Topic[]>()

/** Answers the topics of the features a rule reads or mentions. */
export function topicsOf(rule: Rule): readonly Topic[] {
  const known = topicsKnown.get(rule)
  if (known) return known
  const topics = [...new Set(keysOfRule(rule).flatMap((key) => topicOf(key) ?? []))]
  topicsKnown.set(rule, topics)
  return topics
}

/** Answers the topics a post may read; a department reads what it sent, never a household's income. */
export function topicsFor(actor: Pick<Actor, 'role' | 'unit'>): (topic: Topic) => boolean {
  if (actor.role === 'department') {
    const own = topicsOfOwner[ownerOf(actor) ?? ''] ?? []
    return (topic) => topic === 'household' || own.includes(topic)
  }
  if (isCleared(actor, 'sensitive')) return () => true
  if (!isCleared(actor, 'personal')) return () => false
  return (topic) => !sensitiveTopics.includes(topic)
}

/**
 * Answers the rules whose findings a post may list, count and open: a department those it answers for, everybody else
 * those that rest only on facts the post may read.
 */
export function rulesFor(actor: Pick<Actor, 'role' | 'unit'>): readonly Rule[] {
  if (actor.role === 'department') {
    const owner = ownerOf(actor)
    return householdRules.filter((rule) => rule.owner === owner)
  }
  const reads = topicsFor(actor)
  return householdRules.filter((rule) => topicsOf(rule).every(reads))
}

/** Tells whether a rule belongs to a line department, to which a wrong finding can be returned. */
export function isOfDepartment(rule: Pick<Rule, 'owner'>): boolean {
  return Object.hasOwn(topicsOfOwner, rule.owner)
}

function ownerOf({ unit }: Pick<Actor, 'unit'>): string | undefined {
  const department = departmentOfUnit(unit)
  return department === undefined ? undefined : departments[department].label
}
