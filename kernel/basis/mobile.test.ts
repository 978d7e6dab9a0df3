import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMobile } from './mobile.ts'

test.each([
  ['13803501234', '13803501234', 'mobile'],
  [13803501234, '13803501234', 'mobile'],
  ['+86 138-0350-1234', '13803501234', 'mobile'],
  ['008613803501234', '13803501234', 'mobile'],
  ['8613803501234', '13803501234', 'mobile'],
  ['\uff11\uff13\uff1803501234\u200b', '13803501234', 'mobile'],
  ["'13803501234", '13803501234', 'mobile'],
  ['0350-3033333', '0350-3033333', 'landline'],
  ['03503033333', '0350-3033333', 'landline'],
  ['(0350)3033333', '0350-3033333', 'landline'],
  ['010-88888888', '010-88888888', 'landline'],
])('%s is %s', (input, value, kind) => {
  expect(parseMobile(input)).toEqual({ ok: true, value: { value, kind } })
})

test.each([
  ['1380350123'],
  ['138035012345'],
  ['12803501234'],
  ['3033333'],
  ['1.3803E+10'],
  ['138****1234'],
  [3503033333],
  [''],
])('%s is refused', (input) => {
  expect(parseMobile(input).ok).toBe(false)
})

test('what was read reads back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }), (digits) => {
      const read = parseMobile(digits)
      expect(read.ok && parseMobile(read.value.value)).toEqual(read)
    }),
  )
})
