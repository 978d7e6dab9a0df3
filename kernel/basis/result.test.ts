import { describe, expect, test } from 'vitest'
import { collect, ok, reason, refuse, type Result } from './result.ts'

describe('collect', () => {
  test('answers the record of values, and the notes with their keys', () => {
    const note = reason('a.repaired', '已修正。')
    expect(collect({ a: ok(1, [note]), b: ok('x') })).toEqual({
      ok: true,
      value: { a: 1, b: 'x' },
      notes: [{ ...note, path: 'a' }],
    })
    expect(collect({ a: ok(1) })).toEqual({ ok: true, value: { a: 1 } })
  })

  test('answers all reasons at once, nested paths joined by dots', () => {
    const inner: Result<{ born: string }> = collect({ born: refuse(reason('day.form', '不是日期。')) })
    const all = collect({ head: inner, name: refuse(reason('n.1', '一'), reason('n.2', '二')), fine: ok(1) })
    expect(all.ok).toBe(false)
    if (!all.ok) {
      expect(all.reasons.map((why) => [why.path, why.code])).toEqual([
        ['head.born', 'day.form'],
        ['name', 'n.1'],
        ['name', 'n.2'],
      ])
    }
  })
})

test('a refusal without a reason is a bug', () => {
  expect(() => refuse()).toThrow(TypeError)
})

test('a reason keeps its value as short text', () => {
  expect(reason('x', '错。', { value: 'a'.repeat(500) }).value).toHaveLength(200)
  expect(reason('x', '错。', { value: undefined })).toEqual({ code: 'x', message: '错。' })
  expect(reason('x', '错。', { value: 0 }).value).toBe('0')
})
