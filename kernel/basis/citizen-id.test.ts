import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCharacterOf, parseCitizenId } from './citizen-id.ts'
import { addDays, day } from './day.ts'

const today = day('2023-06-01')
const read = (input: unknown) => parseCitizenId(input, { today })
const codes = (input: unknown) => {
  const answer = read(input)
  return answer.ok ? (answer.notes ?? []).map((note) => note.code) : answer.reasons.map((why) => why.code)
}
const withCheck = (body: string) => body + checkCharacterOf(body)

const anyId = fc
  .tuple(
    fc.integer({ min: 110000, max: 659999 }),
    fc.integer({ min: 0, max: 44_000 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, age, serial]) => {
    const born = addDays(today, -age).replaceAll('-', '')
    return withCheck(`${region}${born}${String(serial).padStart(3, '0')}`)
  })

describe('accepted as they are or repaired with a note', () => {
  const good = '11010519491231002X'
  test.each([
    ['as it is', good, []],
    ['lower x', '11010519491231002x', ['citizen-id.lower-x']],
    [
      'full-width digits and x',
      '\uff11\uff11\uff10105194912310\uff10\uff12\uff58',
      ['citizen-id.full-width', 'citizen-id.lower-x'],
    ],
    ['U+200B', `\u200b${good}`, ['citizen-id.blanks']],
    ['U+FEFF', `\ufeff${good}`, ['citizen-id.blanks']],
    ['U+3000', `${good}\u3000`, ['citizen-id.blanks']],
    ['spaces inside', '110105 19491231 002X', ['citizen-id.blanks']],
    ['a leading apostrophe', `'${good}`, ['citizen-id.apostrophe']],
    ['a leading curly apostrophe', `\u2018${good}`, ['citizen-id.apostrophe']],
  ])('%s', (_, input, notes) => {
    expect(read(input)).toMatchObject({
      ok: true,
      value: { value: good, born: '1949-12-31', sex: 'female', region: '110105' },
    })
    expect(codes(input)).toEqual(notes)
  })

  test('fifteen digits are converted and kept', () => {
    expect(read('110105491231002')).toMatchObject({
      ok: true,
      value: { value: good, original: '110105491231002', born: '1949-12-31' },
    })
    expect(codes('110105491231002')).toEqual(['citizen-id.converted'])
    expect(read(good)).not.toHaveProperty('value.original')
  })

  test.each([
    ['a region abolished long ago', withCheck('14222219520304011')],
    ['a region nobody knows', withCheck('99999919520304011')],
    ['a residence permit of Hong Kong', withCheck('81000019900101001')],
  ])('%s', (_, input) => {
    expect(read(input).ok).toBe(true)
  })

  test('the seventeenth digit tells the sex', () => {
    expect(read(withCheck('14090219900101123'))).toMatchObject({ value: { sex: 'male' } })
    expect(read(withCheck('14090219900101124'))).toMatchObject({ value: { sex: 'female' } })
  })
})

describe('refused', () => {
  test.each([
    ['an Excel number', 140902199001011234, ['citizen-id.number-cell']],
    ['a short number', 110105491231002, ['citizen-id.number-cell']],
    ['a bigint', 140902199001011234n, ['citizen-id.number-cell']],
    ['scientific notation', '1.40902E+17', ['citizen-id.scientific']],
    ['Cyrillic \u0445', '11010519491231002\u0445', ['citizen-id.foreign-x']],
    ['Cyrillic \u0425', '11010519491231002\u0425', ['citizen-id.foreign-x']],
    ['a wrong check digit', '110105194912310021', ['citizen-id.check-digit']],
    ['30 February', withCheck('11010519900230002'), ['citizen-id.born']],
    ['birth tomorrow', withCheck('11010520230602002'), ['citizen-id.future']],
    ['all that is wrong at once', '110105199002300020', ['citizen-id.born', 'citizen-id.check-digit']],
    ['30 February in fifteen digits', '110105900230002', ['citizen-id.born']],
    ['seventeen digits', '11010519491231002', ['citizen-id.length']],
    ['nineteen digits', '1101051949123100211', ['citizen-id.length']],
    ['a letter', '1101051949123100A2', ['citizen-id.character']],
    ['an X in the middle', '1101051949X2310021', ['citizen-id.character']],
    ['masked', '1101**********002X', ['citizen-id.character']],
    ['nothing', '', ['citizen-id.blank']],
    ['blanks', '\u200b\u3000', ['citizen-id.blank']],
    ['null', null, ['citizen-id.blank']],
  ])('%s', (_, input, expected) => {
    expect(read(input).ok).toBe(false)
    expect(codes(input)).toEqual(expected)
  })

  test('born today is accepted', () => {
    expect(read(withCheck('11010520230601002')).ok).toBe(true)
  })

  test('no sentence repeats the whole number', () => {
    for (const input of [
      '110105194912310021',
      withCheck('11010520230602002'),
      withCheck('11010519900230002'),
    ]) {
      const answer = read(input)
      expect(answer.ok).toBe(false)
      if (!answer.ok) for (const why of answer.reasons) expect(why.message).not.toContain(input)
    }
  })
})

describe('any number', () => {
  test('reads back as itself', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(read(id)).toMatchObject({ ok: true, value: { value: id } })
      }),
    )
  })

  test('with one wrong digit is refused', () => {
    fc.assert(
      fc.property(anyId, fc.integer({ min: 0, max: 17 }), fc.integer({ min: 1, max: 9 }), (id, at, shift) => {
        const old = id[at] === 'X' ? 10 : Number(id[at])
        const wrong = id.slice(0, at) + String((old + shift) % 10) + id.slice(at + 1)
        fc.pre(wrong !== id)
        expect(read(wrong).ok).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })

  test('with two neighbours swapped is refused', () => {
    fc.assert(
      fc.property(anyId, fc.integer({ min: 0, max: 16 }), (id, at) => {
        fc.pre(id[at] !== id[at + 1])
        expect(read(id.slice(0, at) + id[at + 1] + id[at] + id.slice(at + 2)).ok).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })
})
