import { expect, test } from 'vitest'
import { judged } from './judge-advice.ts'

const hole = { url: 'https://example.test/1', title: 'a hole' }
const found = {
  below: { name: 'below', severity: 'high', via: [hole] },
  above: { name: 'above', severity: 'high', via: ['below'] },
}
const why = {
  package: 'below',
  url: hole.url,
  reason: 'never called with what a stranger sends',
  until: '2027-01-01',
}

test('a hole is open until it is explained, once for the package it is in', () => {
  expect(judged(found, [], '2026-11-25').open).toEqual(['below: high, a hole (https://example.test/1)'])
  expect(judged(found, [why], '2026-11-25')).toEqual({ open: [], old: [] })
})

test('an explanation ends with its day, and with the hole', () => {
  expect(judged(found, [why], '2027-01-02').open).toHaveLength(1)
  expect(judged(found, [why], '2027-01-02').old).toHaveLength(1)
  expect(judged({}, [why], '2026-11-25').old).toHaveLength(1)
})

test('an explanation of one package says nothing of another', () => {
  expect(judged(found, [{ ...why, package: 'other' }], '2026-11-25').open).toHaveLength(1)
})
