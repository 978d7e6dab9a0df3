/** What a department answers for rests on nothing but its own facts and the open ones. */
import { describe, expect, it } from 'vitest'
import { householdRules } from './rules.ts'
import { isOfDepartment, rulesFor, topicsFor, topicsOf } from './rule-access.ts'
import { householdFeatureSet, topicOf } from './features.ts'

describe('a department', () => {
  it.each(householdRules.filter(isOfDepartment).map((rule) => [rule.key, rule] as const))(
    'reads everything that %s rests on',
    (_key, rule) => {
      const reads = topicsFor({ role: 'department', unit: `云山县${rule.owner}` })
      expect(topicsOf(rule).filter((topic) => !reads(topic))).toEqual([])
    },
  )

  it('answers for the rules under its name, whichever county it works in', () => {
    const keys = rulesFor({ role: 'department', unit: '青川县住建局' }).map(({ owner }) => owner)
    expect(new Set(keys)).toEqual(new Set(['住建局']))
  })

  it('that is none of the departments answers for nothing', () => {
    expect(rulesFor({ role: 'department', unit: '某某公司' })).toEqual([])
  })
})

it('puts every feature under one topic', () => {
  expect(Object.keys(householdFeatureSet).filter((key) => topicOf(key) === undefined)).toEqual([])
})

it('shows village, township, county and city every rule', () => {
  for (const role of ['village', 'township', 'county', 'city'] as const)
    expect(rulesFor({ role, unit: '某单位' })).toEqual(householdRules)
})
