import { expect, test } from 'vitest'
import { halfWidth, replaceBlanks, textOf, trimBlanks } from './clean-text.ts'

test.each([
  ['U+200B', '\u200b'],
  ['U+FEFF', '\ufeff'],
  ['U+3000', '\u3000'],
  ['U+00A0', '\u00a0'],
  ['a tab', '\t'],
  ['U+2060', '\u2060'],
])('%s is a blank at the ends and inside', (_, blank) => {
  expect(trimBlanks(`${blank}忻${blank}府${blank}`)).toBe(`忻${blank}府`)
  expect(replaceBlanks(`${blank}忻${blank}府${blank}`)).toBe('忻府')
})

test('full-width ASCII becomes plain, Chinese punctuation stays', () => {
  expect(halfWidth('\uff11\uff12\uff0c\uff10\uff58\u3000。「」')).toBe('12,0x 。「」')
})

test('a cell becomes text', () => {
  expect([textOf(null), textOf(undefined), textOf(44927), textOf(true), textOf(' a')]).toEqual([
    '',
    '',
    '44927',
    'true',
    ' a',
  ])
})
