import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameKey, parsePersonName } from './person-name.ts'

const notesOf = (input: unknown) => {
  const read = parsePersonName(input)
  return read.ok ? (read.notes ?? []).map((note) => note.code) : read.reasons.map((why) => why.code)
}

describe('kept as they are', () => {
  test.each([
    ['an ordinary name', '王芳国'],
    ['one character', '王'],
    ['\u{20BB7} of plane 2', '\u{20BB7}田'],
    ['\u3402', '\u3402王'],
    ['\u4DAE', '\u4DAE'],
    ['〇', '李〇'],
    ['extension I', '\u{2EBF0}'],
    ['extension H', '\u{31350}'],
    ['an ideographic variation sequence', '葛\u{E0100}'],
    ['a compatibility ideograph that NFC would change', '\uFA10'],
    ['a dotted name', '阿卜杜拉·买买提'],
    ['fifty characters', '王'.repeat(50)],
    ['fifty characters of plane 2', '\u{20BB7}'.repeat(50)],
    ['a foreign name', 'Nguyễn Thị Lan'],
  ])('%s', (_, name) => {
    expect(parsePersonName(name)).toEqual({ ok: true, value: name })
  })
})

describe('repaired with a note', () => {
  test.each([['\u2022'], ['\u30fb'], ['\uff65'], ['\u2027'], ['\u22c5'], ['\u2219'], ['.'], ['\uff0e']])(
    'the dot %s',
    (dot) => {
      expect(parsePersonName(`阿卜杜拉${dot}买买提`)).toMatchObject({ ok: true, value: '阿卜杜拉·买买提' })
      expect(notesOf(`阿卜杜拉${dot}买买提`)).toEqual(['person-name.dot'])
    },
  )

  test.each([['王 芳'], ['王\u3000芳'], ['王\u200b芳'], ['王\u00a0芳']])('the blank in %s', (input) => {
    expect(parsePersonName(input)).toMatchObject({ ok: true, value: '王芳' })
    expect(notesOf(input)).toEqual(['person-name.blanks'])
  })

  test('blanks at the ends go silently', () => {
    expect(parsePersonName('\ufeff王芳 ')).toEqual({ ok: true, value: '王芳' })
  })

  test.each([['王\ue123'], ['\uf8ff'], ['王\u{F0001}']])(
    'a self-made character is kept and pointed at',
    (input) => {
      expect(parsePersonName(input)).toMatchObject({ ok: true, value: input })
      expect(notesOf(input)).toEqual(['person-name.private-use'])
    },
  )
})

describe('refused', () => {
  test.each([
    ['', 'person-name.blank'],
    ['\u200b', 'person-name.blank'],
    [undefined, 'person-name.blank'],
    ['王'.repeat(51), 'person-name.length'],
    ['王?', 'person-name.garbled'],
    ['王\ufffd', 'person-name.garbled'],
    ['王1', 'person-name.character'],
    ['王芳（户主）', 'person-name.character'],
    ['<b>', 'person-name.character'],
    ['\ud842田', 'person-name.character'],
    ['·王', 'person-name.dot-place'],
    ['王··芳', 'person-name.dot-place'],
    [12, 'person-name.character'],
  ])('%s as %s', (input, code) => {
    expect(parsePersonName(input).ok).toBe(false)
    expect(notesOf(input)).toEqual([code])
  })
})

describe('nameKey', () => {
  test.each([
    ['阿卜杜拉·买买提', '阿卜杜拉买买提'],
    ['阿卜杜拉•买买提', '阿卜杜拉\u30fb买买提'],
    ['\uFA10', '\u585A'],
    ['葛\u{E0100}', '葛'],
    ['王 芳', '王芳'],
    ['\u2F9C', '\u8DB3'],
    ['Lan', '\uff2can'],
  ])('%s equals %s', (a, b) => {
    expect(nameKey(a)).toBe(nameKey(b))
  })

  test('different names differ', () => {
    expect(nameKey('\u{20BB7}田')).not.toBe(nameKey('吉田'))
  })
})

test('what was accepted is accepted again, unchanged and without a dot or blank note', () => {
  const pieces = fc.constantFrom(
    '王',
    '\u{20BB7}',
    '\u3402',
    '〇',
    '\uFA10',
    '·',
    '\u2022',
    ' ',
    '\u200b',
    '\ue000',
    '买',
  )
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 60 }), (list) => {
      const first = parsePersonName(list.join(''))
      if (!first.ok) return
      const second = parsePersonName(first.value)
      expect(second).toMatchObject({ ok: true, value: first.value })
      expect(notesOf(first.value).filter((code) => code !== 'person-name.private-use')).toEqual([])
    }),
  )
})
