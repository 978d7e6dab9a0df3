import { afterEach, expect, test, vi } from 'vitest'
import { newId, parseId } from './id.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('ids sort in the order they were made, also inside one millisecond', () => {
  vi.useFakeTimers({ now: new Date('2040-01-01T00:00:00Z') })
  const ids = Array.from({ length: 20_000 }, () => newId())
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
})

test('ids still sort when the clock steps back', () => {
  vi.useFakeTimers({ now: new Date('2041-01-01T00:00:00Z') })
  const before = newId()
  vi.setSystemTime(new Date('2040-12-31T23:00:00Z'))
  expect(newId() > before).toBe(true)
})

test('an id begins with the milliseconds of its making', () => {
  const at = new Date('2042-06-01T08:00:00.123Z')
  vi.useFakeTimers({ now: at })
  expect(parseInt(newId().replace('-', '').slice(0, 12), 16)).toBe(at.getTime())
})

test('parseId reads back what newId made, in either case', () => {
  const id = newId<'household'>()
  expect(parseId<'household'>(id)).toEqual({ ok: true, value: id })
  expect(parseId(` ${id.toUpperCase()} `)).toEqual({ ok: true, value: id })
})

test.each([
  ['a UUID v4', '3fa85f64-5717-4562-b3fc-2c963f66afa6'],
  ['a wrong variant', '01956d7c-5d2e-7a31-1c5e-3b1f0a4d8e27'],
  ['too short', '01956d7c-5d2e-7a31-9c5e-3b1f0a4d8e2'],
  ['empty', ''],
  ['a number', 7],
])('%s is refused', (_, input) => {
  expect(parseId(input).ok).toBe(false)
})
