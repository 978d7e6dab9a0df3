/** Filters in the address: read by kind, and nothing personal among them. */
import { describe, expect, test } from 'vitest'
import { type Filter, readFilters } from './filter.ts'

const filters: Filter[] = [
  { name: 'division', label: '区划', kind: 'place' },
  { name: 'level', label: '级别', kind: 'choice', options: [{ code: 'red', label: '红色' }] },
  { name: 'undecided', label: '只看未核实', kind: 'yes' },
  { name: 'olderThanDays', label: '超过天数', kind: 'number' },
  { name: 'name', label: '姓名', kind: 'text', personal: true },
]

describe('filters in the address', () => {
  test('are read by their kinds', () => {
    const search = { division: '140926000000', level: 'red', undecided: 'true', olderThanDays: 30 }
    expect(readFilters(search, filters)).toEqual({
      division: 140926000000,
      level: 'red',
      undecided: true,
      olderThanDays: 30,
    })
  })

  test('that do not fit are left out', () => {
    const search = { division: 'here', level: 'purple', undecided: 'no', olderThanDays: '', other: 1 }
    expect(readFilters(search, filters)).toEqual({})
  })

  test('never hold what is personal', () => {
    expect(readFilters({ name: '王二' }, filters)).toEqual({})
  })
})
