import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '../basis/index.ts'
import { cellText, columnIndex, columnName, emptyCell } from './cell.ts'
import { guardText, looksLikeFormula, unguardText } from './text-guard.ts'

test('a cell reads as it looks on the screen', () => {
  expect(cellText(undefined)).toBe('')
  expect(cellText(emptyCell)).toBe('')
  expect(cellText({ kind: 'number', value: 5000, written: '5000' })).toBe('5000')
  expect(cellText({ kind: 'date', day: day('2026-11-24') })).toBe('2026-11-24')
  expect(cellText({ kind: 'date', day: day('2026-11-24'), time: '08:30:00' })).toBe('2026-11-24 08:30:00')
  expect(cellText({ kind: 'boolean', value: true })).toBe('TRUE')
  expect(cellText({ kind: 'error', text: '#N/A' })).toBe('#N/A')
  expect(cellText({ kind: 'formula', formula: 'A1*2', cached: { kind: 'text', text: '是' } })).toBe('是')
})

test('columns are named as the office names them, and found again', () => {
  expect([0, 25, 26, 701, 702, 16383].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD'])
  fc.assert(fc.property(fc.nat(16383), (index) => columnIndex(`${columnName(index)}7`) === index))
  expect(columnIndex('7')).toBe(-1)
})

test('a text that looks like a formula is guarded, and every text comes back as it was', () => {
  for (const text of ['=1+1', '+86', '-5', '@SUM', "'quoted", '＝A1', '\tx'])
    expect(looksLikeFormula(text)).toBe(true)
  expect(guardText('=cmd')).toBe("'=cmd")
  expect(guardText('忻府区')).toBe('忻府区')
  expect(unguardText("'140902199001011234")).toBe('140902199001011234')
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => unguardText(guardText(text)) === text))
})
