/** Marks go round; what was not written here is refused. */
import { describe, expect, test } from 'vitest'
import { markForms, markOf, pageOf, readMark } from './page-mark.ts'

const id = '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e27'

describe('a mark', () => {
  test('is read as it was written', () => {
    expect(readMark(markOf('王|"五"', id), markForms.text, markForms.id)).toEqual(['王|"五"', id])
    expect(readMark(undefined, markForms.id)).toBeUndefined()
  })

  test.each([
    ['junk', '%%%'],
    ['text that is no mark', Buffer.from('hello').toString('base64url')],
    ['too few parts', markOf(id)],
    ['too many parts', markOf('a', id, id)],
    ['a part of another form', markOf('a', 'not-an-id')],
    ['an empty part', markOf('a', '')],
    ['parts that are no texts', Buffer.from('[1,2]').toString('base64url')],
  ])('of %s is refused', (_, mark) => {
    expect(() => readMark(mark, markForms.text, markForms.id)).toThrow(
      expect.objectContaining({ status: 422 }),
    )
  })
})

test.each([
  ['day', '2026-02-28', '2026-02-30'],
  ['instant', '2026-02-28T08:00:00.000Z', '2026-02-30T08:00:00.000Z'],
  ['instant', '2026-02-28T08:00:00.000Z', '2026-02-28T25:00:00.000Z'],
  ['int', '999999999', '2147483648'],
  ['number', '140902101001', '-1'],
  ['text', '', 'a\0b'],
] as const)('a part of the form %s is %s and never %s', (form, right, wrong) => {
  expect(readMark(markOf(right), markForms[form])).toEqual([right])
  expect(() => readMark(markOf(wrong), markForms[form])).toThrow(expect.objectContaining({ status: 422 }))
})

describe('a page', () => {
  const rows = ['a', 'b', 'c']
  test('ends with the mark of its last row while there is more', () => {
    expect(pageOf(rows, 2, (row) => [row, id])).toEqual({ rows: ['a', 'b'], next: markOf('b', id) })
  })
  test('has no mark when it is the last', () => {
    expect(pageOf(rows, 3, (row) => [row, id])).toEqual({ rows, next: null })
    expect(pageOf([], 3, (row: string) => [row])).toEqual({ rows: [], next: null })
  })
})
